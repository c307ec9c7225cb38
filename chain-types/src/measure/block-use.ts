import type { ChainEvent } from '../model/events.ts';
import { type Planck, planck } from '../model/ids.ts';
import type { RawEvent } from '../stream/block-events.ts';

/** What one signed transaction took. */
export interface CallUse {
  readonly ok: boolean;
  /** Reference time in picoseconds that the block counts for it, what every transaction costs included. */
  readonly weightPs: number;
  readonly fee: Planck;
  readonly events: readonly ChainEvent[];
}

/** What the signed transactions of a block took, in order; the block's own extrinsics pay no fee and are left out. */
export function usesIn(events: readonly RawEvent[]): readonly CallUse[] {
  const byExtrinsic = Map.groupBy(
    events.filter(({ extrinsic }) => extrinsic !== null),
    ({ extrinsic }) => extrinsic,
  );
  return [...byExtrinsic.values()].flatMap((own) => {
    const paid = own.find(
      ({ pallet, name }) => pallet === 'transactionPayment' && name === 'TransactionFeePaid',
    );
    const end = own.find(({ pallet, name }) => pallet === 'system' && name.startsWith('Extrinsic'));
    if (!paid || !end) return [];
    const { weight } = end.data.dispatchInfo as { weight: { refTime: bigint } };
    return [
      {
        ok: end.name === 'ExtrinsicSuccess',
        weightPs: Number(weight.refTime),
        fee: planck(BigInt(paid.data.actualFee as bigint)),
        events: own.map(({ decoded }) => decoded),
      },
    ];
  });
}
