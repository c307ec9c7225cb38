import type { Order } from '@airo/chain-types';
import { type OrderContext, OrderEnded } from './context.ts';

/** Whether the chain would take a bid; `already` when it has one of ours. */
export async function checkEligibility(
  { chain }: OrderContext,
  order: Order,
): Promise<OrderEnded | 'may-bid' | 'already'> {
  const reason = await chain.ineligible(order.id);
  if (reason === null) return 'may-bid';
  if (reason === 'AlreadyBid') return 'already';
  if (reason === 'BidsFull') return new OrderEnded('BIDS_FULL');
  if (reason === 'BiddingClosed') return new OrderEnded('BID_WINDOW_OVER');
  return new OrderEnded('NOT_ELIGIBLE', { detail: reason });
}
