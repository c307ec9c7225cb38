import { hexToU8a, isHex, stringToU8a, u8aToHex } from '@polkadot/util';
import { cryptoWaitReady, decodeAddress, sr25519Verify } from '@polkadot/util-crypto';
import type { SigningKey } from '../client/transactions.ts';
import { type AccountId, accountId, type Hex } from '../model/ids.ts';
import { pairOf } from './keys.ts';

const SIGNATURE_BITS = 512;

/** Signs texts, that are no transactions, as an account. */
export interface MessageSigner {
  readonly account: AccountId;
  /** 64 bytes of sr25519 over the text in `<Bytes>`…`</Bytes>`. */
  sign(text: string): Hex;
}

/** As wallets wrap what they sign for somebody: no transaction begins like this, so no signature here is one of those. */
const wrapped = (text: string): Uint8Array => stringToU8a(`<Bytes>${text}</Bytes>`);

/** @throws ChainError KEY_INVALID */
export async function messageSigner(key: SigningKey): Promise<MessageSigner> {
  const pair = await pairOf(key);
  return { account: accountId(pair.address), sign: (text) => u8aToHex(pair.sign(wrapped(text))) };
}

/** Whether the account signed the text by {@link messageSigner}. False for anything that is no signature or account. */
export async function verifyMessage(message: {
  readonly account: string;
  readonly text: string;
  readonly signature: string;
}): Promise<boolean> {
  const { account, text, signature } = message;
  if (!isHex(signature, SIGNATURE_BITS)) return false;
  await cryptoWaitReady();
  try {
    return sr25519Verify(wrapped(text), hexToU8a(signature), decodeAddress(account));
  } catch {
    return false;
  }
}
