import type { AccountId, BlockEvents, ModelId, Order, OrderId, Planck } from '@airo/chain-types';
import type { Logger } from '@airo/program';
import type { Capacity } from '../../domain/capacity.ts';
import { gathered } from '../../domain/gathered.ts';
import type { BidContext, TransactionFees } from '../../domain/pricing/context.ts';
import type { PastOrder } from '../../domain/pricing/past-order.ts';
import { type PriceAnswer, priceBid } from '../../domain/pricing/price-bid.ts';
import { type PricingRule, ruleFor } from '../../domain/pricing/rules.ts';
import { ordersFor } from '../../domain/pricing/strategies/adaptive.ts';
import type { Chain } from '../../ports/chain.ts';
import type { JobQueue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import type { Config } from '../../schemas/config.ts';
import type { HeadReads } from '../order/head-reads.ts';
import { NO_FEES, readFees } from './fees.ts';
import type { UsdRateKeeper } from './usd-rate-keeper.ts';

const ORDER_ENDS: readonly string[] = [
  'marketplace.OrderAwarded',
  'marketplace.OrderCancelled',
  'marketplace.OrderExpired',
];
const FEES_EVERY_BLOCKS = 100;
const MS_PER_SECOND = 1_000;

/** An order as far as its price goes. */
export type Priceable = Omit<
  BidContext,
  'cheapest' | 'chainFloor' | 'msPerInference' | 'utilisation' | 'queue' | 'fees'
>;

export interface PricingInit {
  readonly chain: Chain;
  readonly store: Store;
  readonly queue: JobQueue;
  readonly capacity: Capacity;
  readonly config: () => Config;
  readonly usd: UsdRateKeeper;
  /** Reads of the chain that orders of one block share; without them each order asks by itself. */
  readonly reads?: Pick<HeadReads, 'quoteFloor'>;
  readonly log: Logger;
}

/** Brings together what prices depend on, and names them. */
export class PricingDesk {
  readonly #init: PricingInit;
  readonly #past = new Map<string, Promise<readonly PastOrder[]>>();
  readonly #rivalPrice: (order: OrderId) => Promise<Planck | null>;
  #queued = 0;
  #fees: TransactionFees = NO_FEES;
  #feesAt = Number.NEGATIVE_INFINITY;

  constructor(init: PricingInit) {
    this.#init = init;
    this.#rivalPrice = gathered(async (orders) => {
      const prices = await init.store.rivalPrices(orders);
      return orders.map((order) => prices.get(order) ?? null);
    });
  }

  /** Looks at queue and fees anew, so that pricing an order needs no look-up of them. */
  async sawBlock(head: number): Promise<void> {
    const { queue, store, log } = this.#init;
    try {
      const depth = await queue.depth();
      this.#queued = Object.values(depth).reduce((sum, jobs) => sum + jobs, 0);
      if (head - this.#feesAt >= FEES_EVERY_BLOCKS) {
        this.#fees = await readFees(store);
        this.#feesAt = head;
      }
    } catch (error) {
      log.warn({ err: error }, 'queue or fees could not be read; prices go by what was known');
    }
  }

  sawEvents({ events }: BlockEvents): void {
    if (events.some(({ event }) => ORDER_ENDS.includes(event.type))) this.orderEnded();
  }

  /** An order ended, so there is more to learn from. */
  orderEnded(): void {
    this.#past.clear();
  }

  /** @param order still open on chain */
  async price(order: Order): Promise<{ readonly answer: PriceAnswer; readonly context: BidContext }> {
    const { chain } = this.#init;
    const { spec, id, consumer, royalty, commissionPpm } = order;
    const context = await this.contextOf(
      {
        order: id,
        consumer,
        royalty,
        commissionPpm,
        model: spec.model,
        inferences: spec.inferences,
        award: spec.award,
        maxPrice: spec.maxPrice,
        durationMs: spec.duration * chain.constants.blockTimeMs,
      },
      await this.#cheapest(order),
    );
    return { context, answer: await this.answer(this.#init.config(), context) };
  }

  /** How often a bid on the order may be lowered when it is undercut. */
  async rounds(id: OrderId): Promise<number> {
    const order = await this.#init.store.order(id);
    if (!order) return 0;
    const { pricing } = ruleFor(this.#init.config(), order.consumer, order.model);
    return pricing.strategy === 'undercut' ? pricing.rounds : 0;
  }

  /** The machine and the chain as they are now. */
  async contextOf(order: Priceable, cheapest: Planck | null): Promise<BidContext> {
    const { chain, capacity, config, reads } = this.#init;
    const perSecond = capacity.throughput(order.model);
    return {
      ...order,
      cheapest,
      chainFloor: await (reads ?? chain).quoteFloor(order.model),
      msPerInference: perSecond > 0 ? MS_PER_SECOND / perSecond : 0,
      utilisation: Math.min(1, capacity.usedFor(order.model) / config().capacity.utilisation),
      queue: this.#queued,
      fees: this.#fees,
    };
  }

  /** @param rules those in force, or others to try */
  async answer(
    rules: Pick<Config, 'pricing' | 'floor' | 'overrides'>,
    context: BidContext,
  ): Promise<PriceAnswer> {
    const rule = ruleFor(rules, context.consumer, context.model);
    return priceBid(rules, context, {
      usd: this.#init.usd.current(),
      past: await this.#pastFor(rule, context.model),
    });
  }

  /** The chain is asked only where a price depends on it: events tell of bids too, but those before the start are missing. */
  async #cheapest(order: Order): Promise<Planck | null> {
    const { chain, config } = this.#init;
    const { strategy } = ruleFor(config(), order.consumer, order.spec.model).pricing;
    if (strategy !== 'undercut' && strategy !== 'script') return this.#rivalPrice(order.id);
    const bids = await chain.bids(order.id);
    return bids.find(({ provider }) => provider !== chain.account)?.price ?? null;
  }

  async #pastFor({ pricing, consumer }: PricingRule, model: ModelId): Promise<readonly PastOrder[]> {
    if (pricing.strategy !== 'adaptive') return [];
    const limit = ordersFor(pricing);
    const key = `${model}/${consumer ?? ''}/${limit}`;
    const known = this.#past.get(key);
    if (known) return known;
    const scope = consumer === null ? {} : { consumer: consumer as AccountId };
    const loading = this.#init.store.pastOrders({ limit, model, ...scope });
    this.#past.set(key, loading);
    // What could not be read is read again.
    loading.catch(() => this.#past.delete(key));
    return loading;
  }
}
