import type { BlockWeights } from '@polkadot/types/interfaces';
import { ChainError } from '../errors.ts';
import type { Connection } from '../runtime/connection.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';

/** What blocks of a runtime hold, and its calls. Weights in picoseconds of reference time. */
export interface BlockLimits {
  /** Of all ordinary calls of a block. */
  readonly normalPs: number;
  /** Of every transaction, beside its call's. */
  readonly transactionPs: number;
  /** Requests or answers that one call carries. */
  readonly maxItems: number;
  /** Answers or requests that one `settle` or `close` goes through. */
  readonly maxSettle: number;
}

/** @throws ChainError RUNTIME_UNSUITED */
export function limitsOf(connection: Connection, runtime: RuntimeAccess): BlockLimits {
  const weights = connection.api.consts.system?.blockWeights as unknown as BlockWeights | undefined;
  if (!weights) {
    throw new ChainError('RUNTIME_UNSUITED', 'the chain does not tell how much its blocks hold', {});
  }
  const { normal } = weights.perClass;
  return {
    normalPs: normal.maxTotal.unwrapOr(weights.maxBlock).refTime.toNumber(),
    transactionPs: normal.baseExtrinsic.refTime.toNumber(),
    maxItems: runtime.constant('execution', 'maxItems'),
    maxSettle: runtime.constant('execution', 'maxSettle'),
  };
}
