import { planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { curveOf } from '../../../src/domain/pricing/adaptive/curve.ts';
import { evidenceOf } from '../../../src/domain/pricing/adaptive/evidence.ts';
import { fitWinCurve, winShare } from '../../../src/domain/pricing/adaptive/logistic.ts';
import { survivalOf } from '../../../src/domain/pricing/adaptive/survival.ts';
import { pricingSchema } from '../../../src/schemas/pricing.ts';
import {
  bestFixed,
  type Deal,
  earnedBy,
  MARKETS,
  type Market,
  scaled,
  simulate,
} from '../../../src/simulation/index.ts';
import { pastOrder } from '../../support/pricing.ts';

const rules = {
  pricing: pricingSchema.parse({ strategy: 'adaptive', from: '0.003', to: '0.1' }),
  floor: '0',
  overrides: [],
};
const ORDERS = 600;
const SEEDS = [1, 2];
/** What the guide promises: so many orders after a shift the price follows it. */
const FOLLOWS_WITHIN = 100;
const JUDGED_OVER = 100;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Of what the best fixed price would have earned on the same orders. */
const shareOf = (deals: readonly Deal[]) =>
  Number(earnedBy(deals)) / Number(bestFixed(deals.map(({ demand }) => demand)));

describe('adaptive pricing on a simulated market', () => {
  it.each(MARKETS.map((market) => [market.name, market] as const))(
    'earns 90 %% of what the best fixed price in hindsight would have, where demand stays: %s',
    (_, market) => {
      const shares = SEEDS.map((seed) =>
        shareOf(simulate({ rules, orders: ORDERS, seed, marketAt: () => market })),
      );
      expect(mean(shares)).toBeGreaterThanOrEqual(0.9);
    },
  );

  it.each([
    ['falls to half', 0.5],
    ['doubles', 2],
  ])(`follows within ${FOLLOWS_WITHIN} orders when what others bid %s`, (_, factor) => {
    const [market] = MARKETS;
    if (!market) throw new TypeError('there is no market');
    const shifted = scaled(market, factor);
    const shift = 300;
    const marketAt = (order: number) => (order < shift ? market : shifted);
    const orders = shift + FOLLOWS_WITHIN + JUDGED_OVER;
    const shares = [1, 2, 3].map((seed) =>
      shareOf(simulate({ rules, orders, seed, marketAt }).slice(shift + FOLLOWS_WITHIN)),
    );
    expect(mean(shares)).toBeGreaterThanOrEqual(0.9);
  });

  it('is the same for the same seed', () => {
    const [first, second] = [0, 1].map(() =>
      earnedBy(simulate({ rules, orders: 60, seed: 5, marketAt: () => MARKETS[7] as Market })),
    );
    expect(first).toBe(second);
  });
});

describe('what an ended order teaches', () => {
  const p = (amount: number) => planck(BigInt(amount));
  it.each([
    ['lost to a cheaper one', { price: p(9), rivalPrice: p(7) }, { kind: 'limit', limit: 7n }],
    [
      'won against a dearer one',
      { stage: 'won', price: p(9), rivalPrice: p(12) },
      { kind: 'limit', limit: 12n },
    ],
    [
      'won against nobody',
      { stage: 'won', price: p(9), rivalPrice: null, maxPrice: p(20) },
      { kind: 'open', upTo: 20n },
    ],
    [
      'won against a cheaper one, by score',
      { stage: 'won', price: p(9), rivalPrice: p(7) },
      { kind: 'answer', asked: 9n, won: true },
    ],
    [
      'taken from afar: only its award was seen',
      { rivalPrice: null, awardedPrice: p(8) },
      { kind: 'limit', limit: 8n },
    ],
    ['not bid on', { stage: 'skipped', price: null, rivalPrice: p(7) }, { kind: 'limit', limit: 7n }],
    [
      'not bid on by anybody',
      {
        stage: 'skipped',
        price: null,
        rivalPrice: null,
        awardedPrice: null,
        ended: 'expired',
        maxPrice: p(20),
      },
      { kind: 'open', upTo: 20n },
    ],
    ['cancelled', { awardedPrice: null, ended: 'cancelled' }, null],
    [
      'chosen by hand',
      { award: 'manual', stage: 'won', price: p(9) },
      { kind: 'answer', asked: 9n, won: true },
    ],
    ['turned down by hand', { award: 'manual', price: p(9) }, { kind: 'answer', asked: 9n, won: false }],
    ['for somebody else by hand', { award: 'manual', stage: 'skipped' }, null],
  ] as const)('%s', (_, order, expected) => {
    expect(evidenceOf(pastOrder(order))).toEqual(expected);
  });
});

describe('the share of orders that a price wins', () => {
  it('is that of the limits above it, and open above what consumers paid at most', () => {
    const share = survivalOf([
      { price: 10, isLimit: true, weight: 1 },
      { price: 20, isLimit: false, weight: 1 },
      { price: 30, isLimit: true, weight: 1 },
      { price: 40, isLimit: false, weight: 1 },
    ]);
    expect([9, 10, 29, 30].map(share)).toEqual([1, 0.75, 0.75, 0.375]);
    expect(survivalOf([])(5)).toBe(1);
  });

  it('is fitted to answers where limits are not seen', () => {
    const answers = Array.from({ length: 200 }, (_, i) => {
      const x = (i % 20) / 10 - 1;
      return { x, won: x < 0, weight: 1 };
    });
    const fit = fitWinCurve(answers);
    expect(winShare(fit, -0.5)).toBeGreaterThan(0.95);
    expect(winShare(fit, 0.5)).toBeLessThan(0.05);
    expect(fitWinCurve([])).toEqual({ level: 0, slope: 2 });
  });

  it('counts what is old for less', () => {
    const old = Array.from({ length: 30 }, () => ({ kind: 'limit', limit: 10n }) as const);
    const recent = Array.from({ length: 30 }, () => ({ kind: 'limit', limit: 30n }) as const);
    expect(curveOf([...old, ...recent], 20).winShare(20)).toBeGreaterThan(0.7);
    expect(curveOf([...recent, ...old], 20).winShare(20)).toBeLessThan(0.3);
    expect(curveOf([], 20).winShare(20)).toBe(1);
  });
});
