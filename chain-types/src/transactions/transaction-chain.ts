import type { Call } from '../client/transactions.ts';
import type { DispatchFailure } from '../errors.ts';
import type { BlockRef, ChainEvent } from '../model/events.ts';
import type { Hex, Planck } from '../model/ids.ts';
import type { Finality } from '../stream/block-source.ts';

/** A signed transaction as it goes over the wire. */
export interface SignedTransaction {
  readonly bytes: Hex;
  /** Its name in blocks and pools. */
  readonly hash: Hex;
}

/** What became of one call. */
export interface CallOutcome {
  readonly failure: DispatchFailure | null;
  readonly events: readonly ChainEvent[];
}

/** What became of one extrinsic. */
export interface ExtrinsicOutcome extends CallOutcome {
  readonly fee: Planck;
  /** Of a batch, in order. */
  readonly items: readonly CallOutcome[];
}

/** Why a node didn't take a transaction, as far as the queue acts on it. */
export type Refusal =
  /** The nonce is used up. */
  | 'stale'
  /** Another waiting transaction has the nonce. */
  | 'outbid'
  /** The node has it already. */
  | 'known'
  /** More than fits into a block. */
  | 'exhausted'
  /** The runtime sees that the call can't succeed; `data.failure` says why. Nothing was paid. */
  | 'doomed'
  /** The pool has no room: for another fee none either, as fees don't buy priority. */
  | 'full'
  /** The pool had no room for it before, and won't look at the same bytes for a while. */
  | 'banned'
  /** The signer can't pay the fee. */
  | 'unpaid'
  /** Signed for another version of the runtime, or another branch of the chain: signed anew it may pass. */
  | 'unproven'
  | 'other';

/** What the queue of one account needs of a chain. Methods reject with CHAIN_UNAVAILABLE while there is none. */
export interface TransactionChain {
  head(): Promise<BlockRef>;
  /**
   * Where an era may begin: at a final block, so that a transaction outlives the block that it was in when that is
   * retracted. At the head while finality is far behind.
   */
  anchor(): Promise<BlockRef>;
  /** The nonce after the account's transactions on chain and in the node's pool. */
  nextNonce(): Promise<number>;
  /** The account's nonce after the block. */
  nonceAt(block: Hex): Promise<number>;
  /** Several calls become one `utility.force_batch`; none becomes `system.remark`, which does nothing. */
  sign(init: {
    calls: readonly Call[];
    nonce: number;
    birth: BlockRef;
    eraBlocks: number;
  }): Promise<SignedTransaction>;
  /** Rejects with TRANSACTION_INVALID or TRANSACTION_UNPAID, `data.refusal` a `Refusal`. */
  submit(bytes: Hex): Promise<void>;
  /** Every block after the given one, then live, with the hashes of its extrinsics. */
  blocks(init: {
    after: BlockRef;
    finality: Finality;
    signal: AbortSignal;
  }): AsyncIterable<{ readonly block: BlockRef; readonly transactions: readonly Hex[] }>;
  outcome(block: Hex, extrinsic: number): Promise<ExtrinsicOutcome>;
}
