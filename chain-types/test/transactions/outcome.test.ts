import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planck } from '../../src/model/ids.ts';
import type { RawEvent } from '../../src/stream/block-events.ts';
import { readOutcome, shareFee } from '../../src/transactions/outcome.ts';

const event = (pallet: string, name: string, data: Record<string, unknown> = {}): RawEvent => ({
  extrinsic: 1,
  pallet,
  name,
  data,
  decoded: { type: 'other', pallet, name },
});
const name = (error: unknown) => ({ pallet: 'test', name: String(error), docs: '' });

describe('readOutcome', () => {
  it('gives each item of a batch the events since the one before', () => {
    const outcome = readOutcome(
      [
        event('balances', 'Withdraw'),
        event('models', 'Retired'),
        event('utility', 'ItemCompleted'),
        event('utility', 'ItemFailed', { error: 'Chilled' }),
        event('models', 'Restored'),
        event('utility', 'ItemCompleted'),
        event('utility', 'BatchCompletedWithErrors'),
        event('transactionPayment', 'TransactionFeePaid', { actualFee: 12n }),
        event('system', 'ExtrinsicSuccess'),
      ],
      name,
    );
    expect(outcome.failure).toBeNull();
    expect(outcome.fee).toBe(12n);
    expect(
      outcome.items.map((item) => [item.failure?.name, item.events.map((e) => 'name' in e && e.name)]),
    ).toEqual([
      [undefined, ['Withdraw', 'Retired']],
      ['Chilled', []],
      [undefined, ['Restored']],
    ]);
  });

  it('names the error of a failed extrinsic', () => {
    const outcome = readOutcome([event('system', 'ExtrinsicFailed', { dispatchError: 'BadOrigin' })], name);
    expect(outcome.failure).toEqual({ pallet: 'test', name: 'BadOrigin', docs: '' });
  });

  it('finds what a proxy’s call failed with, alone and in a batch', () => {
    const proxied = (result: object) => event('proxy', 'ProxyExecuted', { result });
    const failed = readOutcome([proxied({ ok: false, error: 'NotBidder' })], name);
    expect(failed.failure?.name).toBe('NotBidder');
    const batch = readOutcome(
      [
        event('models', 'Retired'),
        event('utility', 'ItemCompleted'),
        event('utility', 'ItemFailed', { error: 'CallFiltered' }),
        event('utility', 'BatchCompletedWithErrors'),
        proxied({ ok: true, value: null }),
      ],
      name,
    );
    expect(batch.failure).toBeNull();
    expect(batch.items.map((item) => item.failure?.name)).toEqual([undefined, 'CallFiltered']);
    expect(batch.events.map((e) => 'name' in e && e.name)).toContain('Retired');
  });

  it('shares a fee to the planck', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 1, max: 30 }), (fee, count) => {
        expect(shareFee(planck(fee), count).reduce((sum, share) => sum + share, 0n)).toBe(fee);
      }),
    );
  });
});
