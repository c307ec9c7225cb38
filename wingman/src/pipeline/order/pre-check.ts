import type { Order, Planck } from '@airo/chain-types';
import { type OrderContext, OrderEnded } from './context.ts';

/** A bid stands behind at least so many times its price. */
export const COVERAGE_PRICES = 21n;

/** What would make the bid fail in the block, looked up last. */
export async function preCheck(
  { chain, reads, head }: OrderContext,
  order: Order,
  price: Planck,
  /** Block at which the chain would have taken a bid. */
  judgedAt: number,
): Promise<OrderEnded | null> {
  const [bids, freeBond, maxBids] = await Promise.all([
    // That there is room for it is part of what the chain said.
    head().number === judgedAt ? [] : chain.bids(order.id),
    reads.freeBond(),
    reads.maxBids(),
  ]);
  if (head().number >= order.bidsUntil) return new OrderEnded('BID_WINDOW_OVER', { price });
  if (bids.length >= maxBids) return new OrderEnded('BIDS_FULL', { price });
  if (freeBond < price * COVERAGE_PRICES) return new OrderEnded('BOND_TOO_SMALL', { price });
  return null;
}
