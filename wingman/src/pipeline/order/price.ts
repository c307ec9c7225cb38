import type { Order, Planck } from '@airo/chain-types';
import { formatAiro } from '../../domain/amount.ts';
import { priceBid } from '../../domain/pricing.ts';
import { type OrderContext, OrderEnded } from './context.ts';

/** Names a price that carries what the chain takes off it and that the consumer would pay. */
export async function price({ chain, config }: OrderContext, order: Order): Promise<OrderEnded | Planck> {
  const chainFloor = await chain.quoteFloor(order.spec.model);
  const { maxPrice, model } = order.spec;
  const answer = priceBid(config(), { model, maxPrice, chainFloor });
  if (answer.ok) return answer.price;
  const bound =
    answer.reason === 'PRICE_ABOVE_MAX'
      ? `the consumer pays ${formatAiro(maxPrice)} at most`
      : `the chain takes no less than ${chainFloor === null ? 'any' : formatAiro(chainFloor)}, the own floor is ${config().floor}`;
  const detail = `asked ${formatAiro(answer.price)}; ${bound}`;
  return new OrderEnded('skipped', answer.reason, { price: answer.price, detail });
}
