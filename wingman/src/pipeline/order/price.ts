import type { Order, Planck } from '@airo/chain-types';
import type { BidContext } from '../../domain/pricing/context.ts';
import { type OrderContext, OrderEnded } from './context.ts';

/** A price and what it was made of. */
export interface Priced {
  readonly price: Planck;
  readonly context: BidContext;
}

/** Names a price that carries what the chain takes off it and that the consumer would pay. */
export async function price({ pricing }: OrderContext, order: Order): Promise<OrderEnded | Priced> {
  const { answer, context } = await pricing.price(order);
  if (answer.ok) return { price: answer.price, context };
  const { reason, detail } = answer;
  return new OrderEnded(reason, { price: answer.price, detail, context });
}
