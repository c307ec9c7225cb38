import type { AccountId, AiroEvent, BlockEvents, OrderId } from '@airo/chain-types';

/** Tells those who have a bid on an order that somebody else bid on it. */
export class RivalBids {
  readonly #listeners = new Map<OrderId, () => void>();

  /** One listener an order. Returns how to stop. */
  listen(order: OrderId, listener: () => void): () => void {
    this.#listeners.set(order, listener);
    return () => this.#listeners.delete(order);
  }

  tellAll({ events }: BlockEvents, own: AccountId): void {
    const orders = events.flatMap(({ event }) => {
      const bid = event as AiroEvent;
      const isBid = bid.type === 'marketplace.BidPlaced' || bid.type === 'marketplace.BidLowered';
      return isBid && bid.provider !== own ? [bid.order] : [];
    });
    for (const order of new Set(orders)) this.#listeners.get(order)?.();
  }
}
