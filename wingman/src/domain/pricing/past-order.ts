import type { AccountId, AwardMode, ModelId, OrderId, Planck } from '@airo/chain-types';
import type { OrderStage } from '../order-outcome.ts';
import type { BidContext } from './context.ts';

/** An order that is over, as it taught something about prices. */
export interface PastOrder {
  readonly id: OrderId;
  readonly consumer: AccountId;
  readonly model: ModelId;
  readonly inferences: number;
  readonly maxPrice: Planck;
  readonly award: AwardMode;
  readonly bidsUntil: number;
  readonly stage: OrderStage;
  /** What was bid here, or would have been; null when it never came to a price. */
  readonly price: Planck | null;
  /** Cheapest bid of others that was seen; null when there was none. */
  readonly rivalPrice: Planck | null;
  /** How it ended on chain; null when nobody saw. */
  readonly ended: 'awarded' | 'cancelled' | 'expired' | null;
  /** What it was awarded for, to whomever; null when it wasn't, or nobody saw. */
  readonly awardedPrice: Planck | null;
  /** What the price was made of; null when it never came to one. */
  readonly context: BidContext | null;
}
