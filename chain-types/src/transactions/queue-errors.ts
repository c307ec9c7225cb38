import { ChainError, type ChainErrorCode, DispatchError, type DispatchFailure } from '../errors.ts';
import type { BlockRef } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';
import type { Item } from './item.ts';
import type { Refusal } from './transaction-chain.ts';

/** Blocks during which a transaction can be included; a power of two. */
export const ERA_BLOCKS = 128;

const REFUSED: readonly ChainErrorCode[] = ['TRANSACTION_INVALID', 'TRANSACTION_UNPAID'];

/** Why the node refused it; undefined when it never judged it. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof ChainError) || !REFUSED.includes(error.code)) return undefined;
  return (error.data as { refusal: Refusal }).refusal;
}

/** A refusal in validation that tells the pallet's error becomes that error, as if a block had refused the call. */
export function named(error: unknown, { call }: Item): unknown {
  if (refusalOf(error) !== 'doomed') return error;
  const { failure } = (error as ChainError).data as { failure?: DispatchFailure };
  return failure ? new DispatchError(call.name, failure) : error;
}

export function closed(sent: boolean): ChainError {
  return new ChainError(
    'QUEUE_CLOSED',
    sent
      ? 'the transaction queue was closed after the call was sent: look on chain what became of it'
      : 'the transaction queue is closed: the call was not sent',
    { sent },
  );
}

export function poolFull(cause: unknown): ChainError {
  return new ChainError(
    'POOL_FULL',
    "the node's pool stayed full until the time-out, and the call was not sent: try again later, or name another node",
    {},
    { cause },
  );
}

export function timeout(
  { hash, nonce, birth }: { hash: Hex; nonce: number; birth: BlockRef },
  reason: string,
): ChainError {
  const validUntil = birth.number + ERA_BLOCKS;
  return new ChainError(
    'TRANSACTION_TIMEOUT',
    `transaction ${hash} is not on chain (${reason}): it may still get there up to block ${validUntil}`,
    { hash, nonce, validUntil, reason },
  );
}
