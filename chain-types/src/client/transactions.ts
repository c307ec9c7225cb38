import type { BlockRef, ChainEvent } from '../model/events.ts';
import type { AccountId, Hex, Planck } from '../model/ids.ts';

declare const callBrand: unique symbol;
/** A call ready to be signed; made by the pallet clients, used up by a transaction queue. */
export interface Call {
  readonly [callBrand]: true;
  /** `pallet.call`, for logs and errors. */
  readonly name: string;
}

/** Where a transaction ended up, with the events of its extrinsic. */
export interface Inclusion {
  readonly block: BlockRef;
  readonly extrinsic: number;
  readonly events: readonly ChainEvent[];
  /** Transaction fee. */
  readonly fee: Planck;
}

/** One queue per signing key: serial nonces of its own, mortal eras, batches, inclusion read from events. */
export interface TransactionQueue {
  /** In whose name the calls are made. */
  readonly account: AccountId;
  /** Who signs, and pays the fees. */
  readonly signer: AccountId;
  /**
   * Signs, sends and waits until the call is in a best block. Calls that come within the batch window share one
   * `utility.force_batch`; each gets its own result. An urgent one doesn't wait for company while no other transaction
   * of the queue is on its way.
   * Rejects with ChainError DISPATCH_FAILED (data: pallet, name), TRANSACTION_INVALID, TRANSACTION_UNPAID, POOL_FULL,
   * TRANSACTION_TIMEOUT, CHAIN_UNAVAILABLE.
   */
  submit(
    call: Call,
    options?: { signal?: AbortSignal; finalised?: boolean; batchMs?: number; urgent?: boolean },
  ): Promise<Inclusion>;
  close(): Promise<void>;
}

/** A key to sign transactions with (sr25519). */
export type SigningKey =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'keystore'; readonly json: string; readonly password: string };

/** What a wallet is asked to sign: polkadot.js' `SignerPayloadJSON`. */
export interface WalletPayload {
  readonly address: string;
  readonly method: Hex;
}

/** A key that a wallet keeps. */
export interface WalletKey {
  readonly kind: 'wallet';
  readonly account: AccountId;
  /** The wallet's signature; rejects when it is refused. */
  sign(payload: WalletPayload): Promise<Hex>;
}
