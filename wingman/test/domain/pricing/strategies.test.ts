import { planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import type { BidContext } from '../../../src/domain/pricing/context.ts';
import type { PastOrder } from '../../../src/domain/pricing/past-order.ts';
import { ask } from '../../../src/domain/pricing/strategies/ask.ts';
import type { UsdRate } from '../../../src/domain/pricing/usd.ts';
import { pricingSchema } from '../../../src/schemas/pricing.ts';
import { AIRO, bidContext, FREE, pastOrder } from '../../support/pricing.ts';

interface Given {
  readonly context?: Partial<BidContext>;
  readonly floor?: bigint;
  readonly usd?: UsdRate | null;
  readonly past?: readonly PastOrder[];
}

function price(pricing: object, { context = {}, floor = 1n, usd = null, past = [] }: Given = {}): bigint {
  return ask(pricingSchema.parse(pricing), {
    context: bidContext(context),
    floor: planck(floor),
    usd,
    past,
  });
}
const milli = (amount: number) => (AIRO * BigInt(amount)) / 1_000n;

describe('a fixed price', () => {
  it('is the one for the model where there is one', () => {
    const pricing = { strategy: 'fixed', price: '0.01', perModel: { 4: '0.02' } };
    expect(price(pricing, { context: { model: 4 as never } })).toBe(milli(20));
    expect(price(pricing)).toBe(milli(10));
  });

  it('in dollars is turned into AIRO, rounded up', () => {
    const pricing = { strategy: 'fixed', price: '0.01 USD' };
    expect(price(pricing, { usd: { picoUsd: 2n * AIRO, at: 0 } })).toBe(milli(5));
    expect(price(pricing, { usd: { picoUsd: 3n * AIRO, at: 0 } })).toBe(3_333_333_334n);
    expect(() => price(pricing)).toThrow(expect.objectContaining({ code: 'PRICE_UNKNOWN' }));
  });
});

describe('cost plus', () => {
  // 100 ms of a machine at 3.6 AIRO an hour cost 0.0001 AIRO.
  const pricing = { strategy: 'costPlus', perHour: '3.6', margin: 0 };

  it('is the machine alone without margin, fees, royalty and commission', () => {
    expect(price(pricing)).toBe(AIRO / 10_000n);
  });

  it('adds a margin', () => {
    expect(price({ ...pricing, margin: 0.5 })).toBe((AIRO * 3n) / 20_000n);
  });

  it('shares the fees among the inferences of an order', () => {
    const fees = { perBid: planck(60n), perAgreement: planck(40n), perRequest: planck(7n) };
    expect(price(pricing, { context: { fees } })).toBe(AIRO / 10_000n + 8n);
    expect(price({ ...pricing, inferencesPerRequest: 100 }, { context: { fees } })).toBe(AIRO / 10_000n + 2n);
  });

  it('leaves the costs after royalty and commission', () => {
    const context = { royalty: planck(AIRO), commissionPpm: 10_000, fees: FREE };
    const asked = price(pricing, { context });
    const commission = (asked * 10_000n) / 1_000_000n;
    expect(asked - AIRO - commission).toBeGreaterThanOrEqual(AIRO / 10_000n);
    expect(asked - 2n - AIRO - commission).toBeLessThan(AIRO / 10_000n);
  });
});

describe('a price by utilisation', () => {
  const pricing = { strategy: 'utilisation', idle: '0.01', full: '0.03' };

  it.each([
    ['idle', { utilisation: 0, queue: 0 }, 10],
    ['half sold', { utilisation: 0.5, queue: 0 }, 20],
    ['sold out', { utilisation: 1, queue: 0 }, 30],
    ['with a long queue', { utilisation: 0, queue: 100 }, 30],
    ['with more than a full queue', { utilisation: 0.5, queue: 1_000 }, 30],
  ])('of a machine that is %s', (_, context, expected) => {
    expect(price(pricing, { context })).toBe(milli(expected));
  });

  it('stays low up to a load of its own', () => {
    const late = { ...pricing, from: 0.5 };
    expect(price(late, { context: { utilisation: 0.5 } })).toBe(milli(10));
    expect(price(late, { context: { utilisation: 0.75 } })).toBe(milli(20));
  });
});

describe('undercutting', () => {
  const pricing = { strategy: 'undercut', price: '0.02', by: 0.1 };
  const against = (cheapest: bigint, floor = 1n) =>
    price(pricing, { context: { cheapest: planck(cheapest) }, floor });

  it.each([
    ['asks its own price when nobody bid', price(pricing), milli(20)],
    ['beats the best bid by its share', against(milli(10)), milli(9)],
    ['goes down to the floor', against(milli(10), milli(9) + 1n), milli(9) + 1n],
    ['names what would win when the floor can not', against(milli(10), milli(10)), milli(9)],
    ['beats a bid of a few planck by one', against(5n), 4n],
  ])('%s', (_, asked, expected) => {
    expect(asked).toBe(expected);
  });
});

describe('a script', () => {
  const asked = (expression: string, given: Given = {}) => price({ strategy: 'script', expression }, given);

  it.each([
    ['airo("0.01")', milli(10)],
    ['inferences >= 100 ? airo("0.01") : airo("0.02")', milli(10)],
    ['consumer == "5Consumer" && !has_bids ? floor : max_price', 1n],
    ['times(max_price, 0.25)', milli(250)],
    ['times(max_price, -1.0)', -AIRO],
    ['higher(lower(floor, max_price), royalty) + model + queue', 1n],
    ['int(ms_per_inference * (1.0 + utilisation))', 100n],
  ])('%s', (expression, expected) => {
    expect(asked(expression)).toBe(expected);
  });

  it('knows dollars when there is a rate', () => {
    expect(asked('usd("0.01")', { usd: { picoUsd: 2n * AIRO, at: 0 } })).toBe(milli(5));
  });

  it.each([
    ['overflows', 'max_price * max_price'],
    ['divides by nothing', 'max_price / cheapest'],
    ['wants dollars without a rate', 'usd("1")'],
    ['multiplies by what is no number', 'times(floor, utilisation / utilisation)'],
  ])('that %s names no price', (_, expression) => {
    expect(() => asked(expression)).toThrow(expect.objectContaining({ code: 'PRICE_UNKNOWN' }));
  });

  it('that no configuration would hold names no price either', () => {
    const market = { context: bidContext(), floor: planck(1n), usd: null, past: [] };
    expect(() => ask({ strategy: 'script', expression: 'secret' }, market)).toThrow(/Unknown variable/);
  });

  it('sees a price that is too large for it as the largest that is not', () => {
    expect(asked('max_price', { context: { maxPrice: planck(2n ** 70n) } })).toBe(2n ** 63n - 1n);
  });
});

describe('an adaptive price', () => {
  const pricing = { strategy: 'adaptive', from: '0.001', to: '0.1' };
  const rival = (amount: number) => pastOrder({ rivalPrice: planck(milli(amount)) });

  it('is below what others always bid, by a thousandth', () => {
    const past = Array.from({ length: 20 }, () => rival(10));
    expect(price(pricing, { past })).toBe(milli(10) - AIRO / 100_000n);
  });

  it('is the top of its range, or what the consumer pays, where nobody else bids', () => {
    const alone = pastOrder({ stage: 'won', rivalPrice: null, maxPrice: planck(AIRO) });
    const past = Array.from({ length: 20 }, () => alone);
    expect(price(pricing, { past })).toBe(milli(100));
    expect(price(pricing, { past, context: { maxPrice: planck(milli(30)) } })).toBe(milli(30));
  });

  it('stays in its range, and at the floor when there is none left', () => {
    const past = Array.from({ length: 20 }, () => rival(500));
    expect(price(pricing, { past })).toBeLessThanOrEqual(milli(100));
    expect(price(pricing, { past, floor: milli(200) })).toBe(milli(200));
  });

  it('tries prices all over its range while it knows nothing', () => {
    const tried = Array.from({ length: 50 }, (_, order) =>
      price(pricing, { context: { order: order as never } }),
    );
    expect(tried.some((p) => p < milli(3))).toBe(true);
    expect(tried.some((p) => p > milli(50))).toBe(true);
  });
});
