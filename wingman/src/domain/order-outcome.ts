import type { OrderId, Planck } from '@airo/chain-types';
import type { DecidedStage, OrderReason } from '../schemas/order-reasons.ts';
import type { BidContext } from './pricing/context.ts';

export { ORDER_REASONS, type OrderReason, stageOf } from '../schemas/order-reasons.ts';

export type OrderStage = 'new' | DecidedStage;

/** Where an order stands, and why. */
export interface OrderOutcome {
  readonly order: OrderId;
  readonly stage: DecidedStage;
  readonly reason: OrderReason;
  /** Per inference; null when it never came to a price. */
  readonly price: Planck | null;
  readonly detail: string;
  /** What the price was made of; missing where no price was asked for. */
  readonly context?: BidContext | undefined;
}

/** Orders in these stages want attention after a restart. */
export function isOpenStage(stage: OrderStage): boolean {
  return stage === 'new' || stage === 'bidding';
}
