import { chance } from './chance.ts';
import type { PriceCurve } from './curve.ts';

/** Below so much evidence every price is a try. */
const TRIES = 8;
/** Share of orders on which another price is tried, while answers are all there is to learn from. */
const EXPLORED = 0.05;
const EXPLORED_EARLY = 12;
/** A try is this much lower or higher at most. */
const SPAN = 2;
const GRID = 1.03;

/** What is asked for and of whom. Prices in planck. */
export interface PriceQuestion {
  /** Number of the order: tries are spread by it. */
  readonly seed: number;
  readonly from: bigint;
  readonly to: bigint;
  /** What a price leaves, as numbers of planck. */
  readonly net: (price: number) => number;
}

/** The price in the range that would leave most on average, or now and then one near it, to learn. */
export function bestPrice(curve: PriceCurve, question: PriceQuestion): bigint {
  const { seed, from, to } = question;
  const [whether, where] = [chance(seed, 1), chance(seed, 2)];
  if (curve.evidence < TRIES) return between(from, to, where);
  const best = mostEarning(curve, question);
  const explored = curve.answered * Math.max(EXPLORED, EXPLORED_EARLY / (curve.evidence + 1));
  if (whether >= explored) return best;
  const [low, high] = [toBigInt(Number(best) / SPAN), toBigInt(Number(best) * SPAN)];
  return between(low > from ? low : from, high < to ? high : to, where);
}

function mostEarning(curve: PriceCurve, { from, to, net }: PriceQuestion): bigint {
  let best = { price: from, leaves: Number.NEGATIVE_INFINITY };
  for (const price of candidates(curve, from, to)) {
    const leaves = net(Number(price)) * curve.winShare(Number(price));
    const isLower = leaves === best.leaves && price < best.price;
    if (leaves > best.leaves || isLower) best = { price, leaves };
  }
  return best.price;
}

function* candidates(curve: PriceCurve, from: bigint, to: bigint): Iterable<bigint> {
  yield from;
  for (const step of curve.steps) if (step > from && step < to) yield step;
  if (curve.answered > 0) {
    for (let price = Number(from) * GRID; price < Number(to); price *= GRID) yield toBigInt(price);
  }
  yield to;
}

/** Even on a scale of ratios. @param share 0 to 1 */
function between(from: bigint, to: bigint, share: number): bigint {
  const price = toBigInt(Number(from) * (Number(to) / Number(from)) ** share);
  return price < from ? from : price > to ? to : price;
}

const toBigInt = (price: number) => BigInt(Math.round(price));
