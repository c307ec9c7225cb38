import type { BlockEvents, OrderId } from '@airo/chain-types';
import type { OrderRecord } from '../../ports/records.ts';
import { considerOrder } from './consider-order.ts';
import type { OrderContext, OrderEnded } from './context.ts';

/** Takes every open order through the pipeline, each once at a time. */
export class OrderDesk {
  readonly #context: OrderContext;
  readonly #signal: AbortSignal;
  readonly #onEnd: (ended: OrderEnded) => void;
  readonly #running = new Map<OrderId, Promise<void>>();
  /** An order is open in the store that nobody works on. */
  #left = true;

  constructor(context: OrderContext, signal: AbortSignal, onEnd: (ended: OrderEnded) => void = () => {}) {
    this.#context = context;
    this.#signal = signal;
    this.#onEnd = onEnd;
  }

  /** Orders that are being considered or watched. */
  get size(): number {
    return this.#running.size;
  }

  /**
   * Starts on every order of the store that is open and not being worked on.
   * @param block what was stored last; null where that is not known. One without new orders needs no look at the store
   */
  async take(block: BlockEvents | null = null): Promise<void> {
    if (block && !this.#left && block.events.every(({ event }) => event.type !== 'marketplace.OrderPlaced')) {
      return;
    }
    this.#left = false;
    const open = await this.#context.store.openOrders();
    for (const order of open) {
      if (this.#signal.aborted || this.#running.has(order.id)) continue;
      this.#running.set(order.id, this.#consider(order));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #consider(order: OrderRecord): Promise<void> {
    const { id } = order;
    try {
      const ended = await considerOrder(this.#context, id, this.#signal, order);
      if (ended) this.#onEnd(ended);
    } catch (error) {
      this.#left = true;
      this.#context.log.error({ err: error, order: id }, 'the outcome of an order could not be stored');
    } finally {
      this.#running.delete(id);
    }
  }
}
