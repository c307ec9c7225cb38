import type { OrderId, Planck } from '@airo/chain-types';
import type { OrderContext } from './context.ts';

/** The chain takes a bid that is at most so many percent of the one before. */
const LOWERED_PERCENT = 99n;

/** Beats the bids of others with a bid of one's own that stands, if the pricing can. Returns the price that stands now. */
export async function lowerBid(context: OrderContext, id: OrderId, standing: Planck): Promise<Planck> {
  const { chain, pricing, store, config, head, log, gate } = context;
  const order = await chain.order(id);
  if (!order || head().number >= order.bidsUntil || gate.refusal(order.spec.model, id)) return standing;
  const { answer, context: bidContext } = await pricing.price(order);
  if (!answer.ok || answer.price * 100n > standing * LOWERED_PERCENT) return standing;
  const { price } = answer;
  try {
    await chain.bid(id, price, { maxOpen: config().capacity.maxOpen, creditWindow: 0 });
  } catch (error) {
    log.info({ err: error, order: id }, 'a bid could not be lowered; it stands as it was');
    return standing;
  }
  const outcome = {
    order: id,
    stage: 'bidding',
    reason: 'BID_PLACED',
    price,
    detail: '',
    context: bidContext,
  } as const;
  await store.apply([{ type: 'order.outcome', outcome }]);
  return price;
}
