import type { Order } from '@airo/chain-types';
import { filterOrder } from '../../domain/order-filter.ts';
import { type OrderContext, OrderEnded } from './context.ts';

/** The provider's own rules. */
export function filter(context: OrderContext, order: Order): OrderEnded | null {
  const reason = filterOrder(order, {
    config: context.config(),
    model: context.servedModel(order),
    head: context.head().number,
    blockTimeMs: context.chain.constants.blockTimeMs,
  });
  return reason === null ? null : new OrderEnded(reason);
}
