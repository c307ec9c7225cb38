import type { AccountId, AiroEvent, BlockEvents, OrderId } from '@airo/chain-types';

/** How an order ended on chain. */
export type OrderEnding =
  | { readonly how: 'awarded'; readonly to: AccountId }
  /** `unseen`: it is gone from the chain, and nobody saw how. */
  | { readonly how: 'cancelled' | 'expired' | 'unseen' };

/** Blocks were missed or retracted: whoever waits for an order has to look for itself. */
export type Doubt = { readonly how: 'doubted' };

/** Tells those who wait for an order how it ended. */
export class OrderEndings {
  readonly #waiting = new Map<OrderId, (ending: OrderEnding | Doubt) => void>();

  /** Of one order at a time; rejects with the signal's reason when it aborts. */
  wait(order: OrderId, signal: AbortSignal): Promise<OrderEnding | Doubt> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.delete(order);
        reject(signal.reason);
      };
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.set(order, (ending) => {
        signal.removeEventListener('abort', stop);
        this.#waiting.delete(order);
        resolve(ending);
      });
    });
  }

  tell(order: OrderId, ending: OrderEnding | Doubt): void {
    this.#waiting.get(order)?.(ending);
  }

  /** Orders that somebody waits for. */
  get waiting(): readonly OrderId[] {
    return [...this.#waiting.keys()];
  }

  doubtAll(): void {
    for (const order of this.waiting) this.tell(order, { how: 'doubted' });
  }

  tellAll({ events }: BlockEvents): void {
    for (const { event } of events) {
      const ending = endingOf(event as AiroEvent);
      if (ending && 'order' in event) this.tell(event.order, ending);
    }
  }
}

function endingOf(event: AiroEvent): OrderEnding | null {
  switch (event.type) {
    case 'marketplace.OrderAwarded':
      return { how: 'awarded', to: event.provider };
    case 'marketplace.OrderCancelled':
      return { how: 'cancelled' };
    case 'marketplace.OrderExpired':
      return { how: 'expired' };
    default:
      return null;
  }
}
