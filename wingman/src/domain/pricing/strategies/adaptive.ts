import type { Pricing } from '../../../schemas/pricing.ts';
import { bestPrice } from '../adaptive/best-price.ts';
import { curveOf, type PriceCurve } from '../adaptive/curve.ts';
import { evidenceOf } from '../adaptive/evidence.ts';
import { PPM } from '../context.ts';
import type { PastOrder } from '../past-order.ts';
import { toPlanck } from '../usd.ts';
import type { Market } from './ask.ts';

/** Orders further back than so many half-lives weigh nothing. */
const HALF_LIVES = 12;

/** Ended orders that a curve is made of. */
export const ordersFor = (pricing: Pricing<'adaptive'>) => pricing.memory * HALF_LIVES;

/** The price in the range that would have left most on the orders before; the top of the range is what the consumer pays. */
export function askAdaptive(pricing: Pricing<'adaptive'>, { context, floor, usd, past }: Market): bigint {
  const [least, most] = [toPlanck(pricing.from, usd), toPlanck(pricing.to, usd)];
  const from = least > floor ? least : floor;
  const to = most < context.maxPrice ? most : context.maxPrice;
  if (to <= from) return from;
  const fixed = Number(context.royalty + toPlanck(pricing.cost, usd));
  const kept = 1 - context.commissionPpm / Number(PPM);
  return bestPrice(curveFrom(past, pricing), {
    seed: context.order,
    from,
    to,
    net: (price) => price * kept - fixed,
  });
}

/** @param past oldest first */
export function curveFrom(past: readonly PastOrder[], pricing: Pricing<'adaptive'>): PriceCurve {
  const evidence = past.slice(-ordersFor(pricing)).flatMap((order) => evidenceOf(order) ?? []);
  return curveOf(evidence, pricing.memory);
}
