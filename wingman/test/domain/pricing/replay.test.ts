import { modelId, orderId, planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import type { PastOrder } from '../../../src/domain/pricing/past-order.ts';
import { type ReplayReport, replay } from '../../../src/domain/pricing/replay.ts';
import { wouldWin } from '../../../src/domain/pricing/would-win.ts';
import { pricingSchema } from '../../../src/schemas/pricing.ts';
import { AIRO, bidContext, FREE, pastOrder } from '../../support/pricing.ts';

const milli = (amount: number) => planck((AIRO * BigInt(amount)) / 1_000n);
const TERMS = { usd: null, sellable: 0.8, blockTimeMs: 3_000, perHour: null };

function replayed(pricing: object, orders: readonly PastOrder[], terms = {}): ReplayReport {
  const rules = { pricing: pricingSchema.parse(pricing), floor: '0', overrides: [] };
  const steps = replay(rules, orders, { ...TERMS, ...terms });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
const fixed = (price: string) => ({ strategy: 'fixed', price });

/** An order that another won at 0.009, and that takes a tenth of the machine for 100 s. */
const order = (id: number, changes: Partial<PastOrder> = {}) =>
  pastOrder({
    id: orderId(id),
    bidsUntil: id * 10,
    context: bidContext({ order: orderId(id), msPerInference: 100, durationMs: 100_000 }),
    ...changes,
  });

describe('a replay', () => {
  it('says what a lower price would have won and left', () => {
    const context = bidContext({
      royalty: milli(1),
      commissionPpm: 10_000,
      fees: { ...FREE, perBid: planck(5n), perAgreement: planck(3n), perRequest: planck(2n) },
    });
    const report = replayed(fixed('0.008'), [order(1, { context })], { perHour: '3.6' });
    expect(report).toEqual({
      orders: 1,
      bids: 1,
      won: 1,
      inferences: 100,
      revenue: milli(800),
      royaltyAndCommission: milli(108),
      costs: milli(10) + 5n + 3n + 200n,
      margin: milli(682) - 208n,
      utilisation: { mean: expect.closeTo(0.1), peak: expect.closeTo(0.1) },
      refused: {},
      actual: { won: 0, revenue: 0n },
    });
  });

  it('says why nothing was bid, and what really happened', () => {
    const won = order(1, { stage: 'won', price: milli(10), rivalPrice: null });
    const low = order(2, { context: bidContext({ chainFloor: milli(90) }) });
    expect(replayed(fixed('0.05'), [won, low, order(3, { context: null })])).toMatchObject({
      orders: 2,
      bids: 1,
      refused: { PRICE_BELOW_FLOOR: 1 },
      actual: { won: 1, revenue: milli(1_000) },
    });
  });

  it('sells no more of the machine than may be sold, until it is free again', () => {
    const half = bidContext({ msPerInference: 500, durationMs: 100_000 });
    const orders = [1, 2, 9].map((id) => order(id, { context: half }));
    const report = replayed(fixed('0.001'), orders);
    expect(report).toMatchObject({ won: 2, refused: { NO_CAPACITY: 1 } });
    // Half of the machine for 34 of the 80 blocks.
    expect(report.utilisation.mean).toBeCloseTo((0.5 * 34) / 80);
    expect(report.utilisation.peak).toBeCloseTo(0.5);
  });

  it('shows a strategy the machine as the replay fills it, and the orders before it only', () => {
    const context = bidContext({ msPerInference: 400, durationMs: 300_000, utilisation: 0.9 });
    const busy = { strategy: 'utilisation', idle: '0.001', full: '0.1' };
    const [first, second] = [order(1, { context }), order(2, { context })];
    expect(replayed(busy, [first]).revenue).toBe(milli(100));
    expect(replayed(busy, [first, second]).bids).toBe(2);
    expect(replayed(busy, [first, second]).won).toBe(1);
    const adaptive = { strategy: 'adaptive', from: '0.001', to: '0.1' };
    const many = Array.from({ length: 60 }, (_, id) => order(id));
    const other = many.map((o) => ({ ...o, model: modelId(1) }));
    expect(replayed(adaptive, many).won).toBeGreaterThan(40);
    expect(replayed(adaptive, [...other.slice(0, 30), ...many.slice(30)])).toMatchObject({ orders: 60 });
  });

  it('of nothing is a report of nothing', () => {
    expect(replayed(fixed('1'), [])).toMatchObject({
      orders: 0,
      utilisation: { mean: 0, peak: 0 },
      margin: 0n,
    });
  });
});

describe('a price on a recorded order', () => {
  const at9 = { price: milli(9), rivalPrice: milli(12) };
  it.each([
    ['wins what a higher one won', { stage: 'won', ...at9 }, 8, true],
    ['wins again at the same', { stage: 'won', price: milli(9), rivalPrice: milli(9) }, 9, true],
    ['wins up to the next bid', { stage: 'won', ...at9 }, 11, true],
    ['loses at the next bid', { stage: 'won', ...at9 }, 12, false],
    ['wins anything when nobody else bid', { stage: 'won', price: milli(9), rivalPrice: null }, 900, true],
    [
      'never wins above what the consumer pays',
      { stage: 'won', price: milli(9), rivalPrice: null },
      1_001,
      false,
    ],
    [
      'counts as lost where a consumer by hand might have said no',
      { award: 'manual', stage: 'won', ...at9 },
      10,
      false,
    ],
    ['wins below what another won at', {}, 8, true],
    ['loses at what another won at', {}, 9, false],
    ['goes by the award when no bid was seen', { rivalPrice: null }, 8, true],
    ['loses what was cancelled', { ended: 'cancelled', awardedPrice: null }, 1, false],
    ['loses what expired with others bidding', { ended: 'expired', awardedPrice: null }, 1, false],
    [
      'wins what nobody bid on',
      { stage: 'skipped', ended: 'expired', rivalPrice: null, awardedPrice: null },
      900,
      true,
    ],
    [
      'loses what nobody took by hand',
      { award: 'manual', stage: 'lost', ended: 'expired', rivalPrice: null, awardedPrice: null },
      1,
      false,
    ],
  ] as const)('%s', (_, changes, price, wins) => {
    expect(wouldWin(pastOrder(changes as Partial<PastOrder>), milli(price))).toBe(wins);
  });
});
