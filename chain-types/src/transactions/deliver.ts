import { ChainError, DispatchError } from '../errors.ts';
import type { BlockRef } from '../model/events.ts';
import type { Item } from './item.ts';
import { shareFee } from './outcome.ts';
import type { CallOutcome, ExtrinsicOutcome } from './transaction-chain.ts';

/** Tells each item that `wanted` picks what became of it. */
export function deliver(
  items: readonly Item[],
  at: { block: BlockRef; extrinsic: number; outcome: ExtrinsicOutcome },
  wanted: (item: Item) => boolean,
): void {
  const { outcome, block, extrinsic } = at;
  const fees = shareFee(outcome.fee, items.length);
  items.forEach((item, index) => {
    if (!wanted(item)) return;
    const own = ofItem(outcome, items.length, index);
    const fee = fees[index];
    if (!own || fee === undefined) {
      item.reject(
        new ChainError(
          'RUNTIME_UNSUITED',
          `block ${block.number} doesn't tell what became of item ${index} of a batch`,
          { ...block, extrinsic, index },
        ),
      );
    } else if (own.failure) item.reject(new DispatchError(item.call.name, own.failure));
    else item.resolve({ block, extrinsic, events: own.events, fee });
  });
}

function ofItem(outcome: ExtrinsicOutcome, count: number, index: number): CallOutcome | undefined {
  return count === 1 || outcome.failure ? outcome : outcome.items[index];
}
