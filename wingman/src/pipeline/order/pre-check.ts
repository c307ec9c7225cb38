import type { Order, Planck } from '@airo/chain-types';
import { type OrderContext, OrderEnded } from './context.ts';

/** A bid stands behind at least so many times its price. */
export const COVERAGE_PRICES = 21n;

/** What would make the bid fail in the block, looked up last. */
export async function preCheck(
  { chain, head }: OrderContext,
  order: Order,
  price: Planck,
): Promise<OrderEnded | null> {
  const [bids, freeBond, { marketplace }] = await Promise.all([
    chain.bids(order.id),
    chain.freeBond(),
    chain.parameters(),
  ]);
  if (head().number >= order.bidsUntil) return new OrderEnded('BID_WINDOW_OVER', { price });
  if (bids.length >= marketplace.maxBids) return new OrderEnded('BIDS_FULL', { price });
  if (freeBond < price * COVERAGE_PRICES) return new OrderEnded('BOND_TOO_SMALL', { price });
  return null;
}
