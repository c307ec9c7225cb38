import type { OrderId, Planck } from '@airo/chain-types';
import type { BidContext } from './pricing/context.ts';

/** Why an order went the way it did. Each order that was seen ends with one of these. */
export const ORDER_REASONS = {
  BIDDING_OFF: 'bidding is switched off in the configuration',
  MODEL_NOT_SERVED: 'the model is not among those that are served here',
  MODEL_NOT_READY: 'the model is being loaded, or could not be',
  MANIFEST_CHANGED: 'the order is for another version of the manifest than the one loaded',
  TOO_FEW_INFERENCES: 'fewer inferences than filters.minInferences',
  TOO_MANY_INFERENCES: 'more inferences than filters.maxInferences',
  CONSUMER_DENIED: 'the consumer is in filters.denyConsumers',
  CONSUMER_NOT_ALLOWED: 'filters.allowConsumers does not name the consumer',
  SEALED_UNSUPPORTED: 'sealed payloads are not served yet',
  CHANNEL_UNSUPPORTED: 'inferences by voucher are not served yet',
  WINDOW_TOO_SHORT: 'the response window is too short for this machine',
  BID_WINDOW_OVER: 'the order was seen after its bid window',
  NOT_ELIGIBLE: 'the chain would refuse the bid; the detail names its reason',
  NO_CAPACITY: 'other agreements and bids fill the capacity',
  PRICE_BELOW_FLOOR: 'the price does not carry royalty and commission, or is below the floor',
  PRICE_ABOVE_MAX: 'the price is above what the consumer pays at most',
  PRICE_UNKNOWN: 'no price could be named; the detail says what was missing',
  BIDS_FULL: 'the order has all the bids it can take',
  BOND_TOO_SMALL: 'the free bond can not stand behind the bid',
  BID_REFUSED: 'the chain refused the bid; the detail names its error',
  CHAIN_UNAVAILABLE: 'the bid could not be brought to the chain in time',
  BID_PLACED: 'the bid stands; the order is still open',
  WON: 'the order was awarded to this provider',
  AWARDED_TO_OTHER: 'the order was awarded to another provider',
  CANCELLED: 'the consumer cancelled the order',
  EXPIRED: 'the order ended without an award',
  ENDED_UNSEEN: 'the order ended while Wingman was away',
  INTERNAL: 'a defect; the log has the details',
} as const;
export type OrderReason = keyof typeof ORDER_REASONS;

export const ORDER_STAGES = ['new', 'bidding', 'won', 'lost', 'skipped', 'failed'] as const;
export type OrderStage = (typeof ORDER_STAGES)[number];

/** Where an order stands, and why. */
export interface OrderOutcome {
  readonly order: OrderId;
  readonly stage: Exclude<OrderStage, 'new'>;
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
