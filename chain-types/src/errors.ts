import { AiroError } from '@airo/program';

export type ChainErrorCode =
  /** No node answers at the endpoint: start it, or check the URL. What was being done may be tried again. */
  | 'CHAIN_UNAVAILABLE'
  /** The endpoint serves another chain than the one the client began with; state kept from that one is void. */
  | 'CHAIN_CHANGED'
  /** The endpoints given serve different chains: name only those of one chain. `data.genesis` lists them. */
  | 'ENDPOINTS_DISAGREE'
  /** A block that was finalised is not on the node's chain: another chain with the same genesis, or an attack. */
  | 'FINALITY_REVERTED'
  /** The chain's runtime lacks a pallet, call or constant that this client needs: update the client or the chain. */
  | 'RUNTIME_UNSUITED'
  /** The node doesn't know the cursor's block: begin again from the chain's present state. */
  | 'CURSOR_UNKNOWN'
  /** The node has dropped the state of this block: begin again from the chain's present state. */
  | 'STATE_PRUNED'
  /** The node refused a request. `data.rpcCode` is its JSON-RPC code. */
  | 'RPC_FAILED'
  /** What was waited for did not happen on chain in time; it may still come. `data.what` says what it is. */
  | 'EVENT_OVERDUE'
  /** The chain told something that the protocol doesn't allow: client and runtime don't fit. */
  | 'CHAIN_UNEXPECTED'
  /** The call was in a block, and the runtime refused it. `data` names pallet and error. */
  | 'DISPATCH_FAILED'
  /** The node refused the transaction before any block; nothing was paid. */
  | 'TRANSACTION_INVALID'
  /** The signing account can't pay the fee; nothing was sent. `data` has account, balance and fee in planck. */
  | 'TRANSACTION_UNPAID'
  /** The wallet, or who holds it, refused to sign; nothing was sent. */
  | 'SIGNATURE_REFUSED'
  /** The node's pool took nothing more until the time-out; nothing was sent. */
  | 'POOL_FULL'
  /** Not in a block in time. It may still get into one until its era ends. */
  | 'TRANSACTION_TIMEOUT'
  /** The queue was closed before the call was sent. */
  | 'QUEUE_CLOSED'
  /** Neither a secret URI, nor a keystore that this password opens. */
  | 'KEY_INVALID'
  /** An argument that the runtime's types can't hold. */
  | 'ARGUMENT_INVALID';

export interface DispatchFailure {
  readonly pallet: string;
  readonly name: string;
  /** The error's documentation in the runtime. */
  readonly docs: string;
}

/** Every error of this package. `data` is as the code's description says. */
export class ChainError<D = Readonly<Record<string, unknown>>> extends AiroError<ChainErrorCode, D> {
  override readonly name = 'ChainError';
}

/** A call that the runtime refused. Its fee was paid, unless the runtime saw beforehand that it couldn't succeed. */
export class DispatchError extends ChainError<DispatchFailure & { readonly call: string }> {
  constructor(call: string, failure: DispatchFailure) {
    super(
      'DISPATCH_FAILED',
      `${call} was refused: ${failure.pallet}.${failure.name}${failure.docs ? ` (${failure.docs})` : ''}`,
      { ...failure, call },
    );
  }
}

/** The name of the runtime's error in an error of this package, `pallet.Name`; undefined for any other error. */
export function dispatchFailureOf(error: unknown): DispatchFailure | undefined {
  return error instanceof DispatchError ? error.data : undefined;
}
