import { accountId, modelId, orderId, planck } from '@airo/chain-types';
import { type BidContext, takenOf } from '../domain/pricing/context.ts';
import type { PastOrder } from '../domain/pricing/past-order.ts';
import { priceBid } from '../domain/pricing/price-bid.ts';
import type { PricingRules } from '../schemas/pricing.ts';
import { type Chance, seeded } from './chance.ts';
import type { Demand, Market } from './markets.ts';

/** One simulated order and what the rules made of it. */
export interface Deal {
  readonly demand: Demand;
  /** What is left after royalty and commission; 0 when it wasn't won. Planck. */
  readonly earned: bigint;
}

export interface SimulationInit {
  readonly rules: PricingRules;
  readonly orders: number;
  readonly seed: number;
  /** The market of each order, by its place. */
  readonly marketAt: (order: number) => Market;
}

/** Orders that a bot would load to learn from. */
const REMEMBERED = 2_400;
const BLOCKS_BETWEEN = 10;
const TERMS = { royalty: planck(2_000_000_000n), commissionPpm: 10_000 };

/** Takes drawn orders through pricing as the bot would, one after the other: each ends before the next comes. */
export function simulate({ rules, orders, seed, marketAt }: SimulationInit): readonly Deal[] {
  const chance: Chance = seeded(seed);
  const past: PastOrder[] = [];
  const deals: Deal[] = [];
  for (let place = 0; place < orders; place += 1) {
    const demand = marketAt(place).draw(chance);
    const context = contextOf(place, demand);
    const answer = priceBid(rules, context, { usd: null, past });
    const won = answer.ok && (demand.limit === null || answer.price < demand.limit);
    const earned = won ? (answer.price - takenOf(answer.price, TERMS)) * BigInt(demand.inferences) : 0n;
    deals.push({ demand, earned });
    past.push(ended(context, demand, answer.price, won ? 'won' : answer.ok ? 'lost' : 'skipped'));
    if (past.length > REMEMBERED) past.shift();
  }
  return deals;
}

/** What the best single price, known only afterwards, would have earned on the same orders. */
export function bestFixed(demands: readonly Demand[]): bigint {
  const dearestFirst = demands
    .map(({ limit, maxPrice, inferences }) => ({ most: limit === null ? maxPrice : limit - 1n, inferences }))
    .sort((a, b) => (a.most > b.most ? -1 : 1));
  let [best, units] = [0n, 0n];
  for (const { most, inferences } of dearestFirst) {
    units += BigInt(inferences);
    const earned = (most - takenOf(planck(most), TERMS)) * units;
    if (earned > best) best = earned;
  }
  return best;
}

export const earnedBy = (deals: readonly Deal[]): bigint =>
  deals.reduce((sum, { earned }) => sum + earned, 0n);

function contextOf(place: number, { inferences, maxPrice, award }: Demand): BidContext {
  return {
    ...TERMS,
    order: orderId(place),
    model: modelId(0),
    consumer: accountId('consumer'),
    inferences,
    durationMs: 600_000,
    award,
    maxPrice,
    chainFloor: planck(TERMS.royalty + 1n),
    cheapest: null,
    msPerInference: 1,
    utilisation: 0,
    queue: 0,
    fees: { perBid: planck(0n), perAgreement: planck(0n), perRequest: planck(0n) },
  };
}

function ended(
  context: BidContext,
  { limit, award }: Demand,
  price: PastOrder['price'],
  stage: 'won' | 'lost' | 'skipped',
): PastOrder {
  const { order: id, consumer, model, inferences, maxPrice } = context;
  const rivalPrice = award === 'cheapest' ? limit : null;
  const awardedPrice = stage === 'won' ? price : rivalPrice;
  return {
    ...{ id, consumer, model, inferences, maxPrice, award, stage, price, rivalPrice, awardedPrice, context },
    bidsUntil: id * BLOCKS_BETWEEN,
    ended: awardedPrice === null ? 'expired' : 'awarded',
  };
}
