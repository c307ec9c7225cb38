import type { Order } from '@airo/chain-types';
import type { Reservation } from '../../domain/capacity.ts';
import { capacityKey, type OrderContext, OrderEnded } from './context.ts';

/** Takes the part of the machine that the order would need. */
export function reserve({ capacity, chain }: OrderContext, order: Order): OrderEnded | Reservation {
  const { spec } = order;
  const reservation = capacity.reserve(capacityKey(order.id), {
    model: spec.model,
    inferences: spec.inferences,
    durationMs: spec.duration * chain.constants.blockTimeMs,
    until: order.awardUntil,
  });
  return reservation ?? new OrderEnded('NO_CAPACITY');
}
