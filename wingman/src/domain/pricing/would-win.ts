import type { Planck } from '@airo/chain-types';
import type { PastOrder } from './past-order.ts';

/**
 * Whether a price would have won a recorded order, as far as it can be known: a consumer that took a price would have
 * taken a lower one, and one that chose another provider takes only what is cheaper than that. Ties are lost.
 */
export function wouldWin(order: PastOrder, price: Planck): boolean {
  if (price > order.maxPrice) return false;
  if (order.stage === 'won') {
    if (order.price !== null && price <= order.price) return true;
    // What a consumer who chooses by hand would have said to a higher price, nobody knows.
    return order.award === 'cheapest' && (order.rivalPrice === null || price < order.rivalPrice);
  }
  if (order.ended === 'cancelled') return false;
  const best = order.rivalPrice ?? order.awardedPrice;
  if (best !== null) return price < best && order.ended === 'awarded';
  return order.stage === 'skipped' && order.award === 'cheapest';
}
