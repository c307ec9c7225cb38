import { accountId, modelId, orderId, planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatAiro } from '../../../src/domain/amount.ts';
import type { BidContext } from '../../../src/domain/pricing/context.ts';
import type { PastOrder } from '../../../src/domain/pricing/past-order.ts';
import { priceBid } from '../../../src/domain/pricing/price-bid.ts';
import { pricingSchema } from '../../../src/schemas/pricing.ts';
import { AIRO, bidContext, pastOrder } from '../../support/pricing.ts';

const amount = fc.bigInt({ min: 1n, max: 10n ** 15n });
const airo = amount.map(formatAiro);
const NOTHING = { usd: null, past: [] };

const strategy = fc
  .oneof(
    fc.record({ strategy: fc.constant('fixed'), price: airo }),
    fc.record({
      strategy: fc.constant('costPlus'),
      perHour: airo,
      margin: fc.double({ min: 0, max: 1_000, noNaN: true }),
      inferencesPerRequest: fc.integer({ min: 1, max: 1_000 }),
    }),
    fc.record({ strategy: fc.constant('utilisation'), idle: airo, full: airo, queueFull: fc.constant(9) }),
    fc.record({ strategy: fc.constant('undercut'), price: airo, by: fc.constantFrom(0.0001, 0.01, 0.5) }),
    fc.record({ strategy: fc.constant('adaptive'), from: airo, to: airo, cost: airo }),
    fc.record({
      strategy: fc.constant('script'),
      expression: fc.constantFrom(
        'floor - 1',
        'cheapest / 2',
        'times(higher(floor, cheapest), 1.0 + utilisation)',
        'has_bids ? lower(cheapest - 1, max_price) : max_price',
        'max_price * max_price',
        'inferences > 500 ? airo("0.001") : airo("0.002")',
      ),
    }),
  )
  .map((raw) => pricingSchema.parse(raw));

const context = fc
  .record({
    order: fc.integer({ min: 0, max: 2 ** 31 }).map(orderId),
    inferences: fc.integer({ min: 1, max: 1_000_000 }),
    maxPrice: amount.map(planck),
    chainFloor: fc.option(amount.map(planck)),
    royalty: amount.map(planck),
    commissionPpm: fc.integer({ min: 0, max: 999_999 }),
    cheapest: fc.option(amount.map(planck)),
    msPerInference: fc.double({ min: 0, max: 10_000, noNaN: true }),
    utilisation: fc.double({ min: 0, max: 1, noNaN: true }),
    queue: fc.nat(20),
  })
  .map((parts): BidContext => bidContext(parts));

const past = fc.array(
  fc
    .record({
      price: fc.option(amount.map(planck)),
      rivalPrice: fc.option(amount.map(planck)),
      awardedPrice: fc.option(amount.map(planck)),
      maxPrice: amount.map(planck),
      award: fc.constantFrom('manual' as const, 'cheapest' as const),
      stage: fc.constantFrom('won' as const, 'lost' as const, 'skipped' as const),
      ended: fc.constantFrom('awarded' as const, 'expired' as const),
    })
    .map((parts): PastOrder => pastOrder(parts)),
  { maxLength: 40 },
);

describe('the price of a bid', () => {
  it('is never zero, below a floor or above the most that the consumer pays, whatever the strategy', () => {
    fc.assert(
      fc.property(strategy, context, amount, past, (pricing, asked, own, before) => {
        const rules = { pricing, floor: formatAiro(own), overrides: [] };
        const answer = priceBid(rules, asked, { usd: null, past: before });
        if (answer.ok) {
          expect(answer.price).toBeGreaterThan(0n);
          expect(answer.price).toBeGreaterThanOrEqual(own);
          expect(answer.price).toBeGreaterThanOrEqual(asked.chainFloor ?? 10n ** 20n);
          expect(answer.price).toBeLessThanOrEqual(asked.maxPrice);
        } else {
          expect(['PRICE_BELOW_FLOOR', 'PRICE_ABOVE_MAX', 'PRICE_UNKNOWN']).toContain(answer.reason);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for the same input', () => {
    fc.assert(
      fc.property(strategy, context, past, (pricing, asked, before) => {
        const rules = { pricing, floor: '0', overrides: [] };
        const twice = [0, 1].map(() => priceBid(rules, { ...asked }, { usd: null, past: [...before] }));
        expect(twice[0]).toEqual(twice[1]);
      }),
    );
  });

  it('that is fixed is refused outside the bounds, never bent', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (price, own, chain, most) => {
        const rules = {
          pricing: { strategy: 'fixed', price: formatAiro(price), perModel: {} } as const,
          floor: formatAiro(own),
          overrides: [],
        };
        const asked = bidContext({ maxPrice: planck(most), chainFloor: planck(chain) });
        const answer = priceBid(rules, asked, NOTHING);
        expect(answer.price).toBe(price);
        const low = price < own || price < chain;
        expect(answer.ok).toBe(!low && price <= most);
        if (!answer.ok) expect(answer.reason).toBe(low ? 'PRICE_BELOW_FLOOR' : 'PRICE_ABOVE_MAX');
      }),
    );
  });

  it('is refused for a model that the chain takes no bids for', () => {
    const rules = {
      pricing: pricingSchema.parse({ strategy: 'fixed', price: '1' }),
      floor: '0',
      overrides: [],
    };
    expect(priceBid(rules, bidContext({ chainFloor: null }), NOTHING)).toMatchObject({
      reason: 'PRICE_BELOW_FLOOR',
      detail: expect.stringContaining('no less than any'),
    });
  });

  it('follows the narrowest rule: consumer and model, consumer, model, then the general one', () => {
    const fixed = (price: string) => pricingSchema.parse({ strategy: 'fixed', price });
    const rules = {
      pricing: fixed('0.01'),
      floor: '0.005',
      overrides: [
        { model: 4, pricing: fixed('0.02') },
        { consumer: '5Friend', pricing: fixed('0.001'), floor: '0' },
        { consumer: '5Friend', model: 4, pricing: fixed('0.03') },
      ],
    };
    const ask = (consumer: string, model: number) => {
      const asked = bidContext({ consumer: accountId(consumer), model: modelId(model) });
      const { price, rule } = priceBid(rules, asked, NOTHING);
      return [price, rule];
    };
    expect(ask('5Other', 0)).toEqual([AIRO / 100n, 'default']);
    expect(ask('5Other', 4)).toEqual([AIRO / 50n, 'model 4']);
    expect(ask('5Friend', 0)).toEqual([AIRO / 1000n, 'consumer 5Friend']);
    expect(ask('5Friend', 4)).toEqual([(AIRO * 3n) / 100n, 'consumer 5Friend model 4']);
  });

  it('lets a defect through as what it is', () => {
    const rules = { pricing: { strategy: 'fixed', price: '1', perModel: null }, floor: '0', overrides: [] };
    expect(() => priceBid(rules as never, bidContext(), NOTHING)).toThrow(TypeError);
  });
});
