import type { BlockRef, ModelId, Order, OrderId, Planck } from '@airo/chain-types';
import type { Logger } from '@airo/program';
import type { Capacity } from '../../domain/capacity.ts';
import type { ServedModel } from '../../domain/order-filter.ts';
import { type OrderOutcome, type OrderReason, stageOf } from '../../domain/order-outcome.ts';
import type { BidContext } from '../../domain/pricing/context.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Store } from '../../ports/store.ts';
import type { Config } from '../../schemas/config.ts';
import type { BiddingGate } from '../guard/guard.ts';
import type { PricingDesk } from '../pricing/pricing-desk.ts';
import type { HeadReads } from './head-reads.ts';
import type { OrderEndings } from './order-endings.ts';
import type { RivalBids } from './rival-bids.ts';

/** What the steps of the order pipeline need. */
export interface OrderContext {
  readonly chain: Chain;
  readonly reads: HeadReads;
  /** Remembers how an order stands, or ended. */
  readonly decide: (outcome: OrderOutcome) => Promise<void>;
  readonly store: Store;
  readonly capacity: Capacity;
  readonly endings: OrderEndings;
  readonly rivals: RivalBids;
  readonly pricing: PricingDesk;
  readonly gate: BiddingGate;
  readonly log: Logger;
  readonly config: () => Config;
  readonly servedModel: (order: Order) => ServedModel;
  /** Resolves when the model is not, or no longer, being loaded. */
  readonly modelLoaded: (model: ModelId, signal: AbortSignal) => Promise<void>;
  readonly head: () => BlockRef;
}

/** A step's way to end the pipeline: the order's outcome. */
export class OrderEnded {
  readonly stage: OrderOutcome['stage'];
  readonly reason: OrderReason;
  readonly price: Planck | null;
  readonly detail: string;
  readonly context: BidContext | undefined;

  constructor(
    reason: OrderReason,
    more: { price?: Planck | null; detail?: string; context?: BidContext | undefined } = {},
  ) {
    this.stage = stageOf(reason);
    this.reason = reason;
    this.price = more.price ?? null;
    this.detail = more.detail ?? '';
    this.context = more.context;
  }
}

export const capacityKey = (order: OrderId) => `order-${order}`;
