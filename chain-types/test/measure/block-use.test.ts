import { describe, expect, it } from '@jest/globals';
import { usesIn } from '../../src/measure/block-use.ts';
import type { RawEvent } from '../../src/stream/block-events.ts';

const event = (
  extrinsic: number | null,
  pallet: string,
  name: string,
  data: Record<string, unknown> = {},
): RawEvent => ({ extrinsic, pallet, name, data, decoded: { type: 'other', pallet, name } });
const dispatchInfo = (refTime: bigint) => ({ dispatchInfo: { weight: { refTime, proofSize: 1n } } });

describe('usesIn', () => {
  it('tells weight, fee, outcome and events of each signed transaction, and leaves out what the block itself did', () => {
    const uses = usesIn([
      event(null, 'marketplace', 'OrderExpired'),
      event(0, 'system', 'ExtrinsicSuccess', dispatchInfo(5n)),
      event(1, 'balances', 'Withdraw'),
      event(1, 'transactionPayment', 'TransactionFeePaid', { actualFee: 70n }),
      event(1, 'system', 'ExtrinsicSuccess', dispatchInfo(1_000n)),
      event(2, 'transactionPayment', 'TransactionFeePaid', { actualFee: 71n }),
      event(2, 'system', 'ExtrinsicFailed', dispatchInfo(2_000n)),
    ]);
    expect(uses.map(({ ok, weightPs, fee, events }) => [ok, weightPs, fee, events.length])).toEqual([
      [true, 1_000, 70n, 3],
      [false, 2_000, 71n, 2],
    ]);
  });
});
