import { AiroError } from '@airo/program';

export type WalletErrorCode =
  /** No extension in this browser, or none that let this page in. */
  | 'NO_EXTENSION'
  /** The extension no longer has this account. */
  | 'ACCOUNT_GONE'
  /** The chosen account can only be looked at. */
  | 'READ_ONLY'
  /** Dev accounts are for development chains only. */
  | 'NOT_A_DEV_CHAIN'
  /** No account is chosen. */
  | 'NO_ACCOUNT';

export class WalletError extends AiroError<WalletErrorCode, null> {
  override readonly name = 'WalletError';
}
