import { type AiroEvent, formatAiro, type Order } from '@airo/chain-types';
import type { BlockFacts } from '../block-facts.ts';
import type { OrderRecord, OrderState, Place } from '../records.ts';
import { type Book, bidKey } from './book.ts';

type Of<T extends AiroEvent['type']> = Extract<AiroEvent, { type: T }>;

export function foldMarketplaceEvent(book: Book, event: AiroEvent, facts: BlockFacts): void {
  const place = { block: facts.block.number, at: facts.at };
  switch (event.type) {
    case 'marketplace.OrderPlaced': {
      const { type: _, order: id, ...rest } = event;
      const terms = termsOf(facts.orders.get(id) ?? null);
      book.orders.set(id, { ...NEW_ORDER, id, ...rest, terms, placedBlock: place.block, placedAt: place.at });
      const model = book.models.get(event.model);
      if (model) model.orders += 1;
      return;
    }
    case 'marketplace.BidPlaced':
      placeBid(book, event, place);
      return;
    case 'marketplace.BidLowered':
      lowerBid(book, event, event.price, place, event.terms);
      return;
    case 'marketplace.CounterAccepted':
      lowerBid(book, event, event.price, place);
      return;
    case 'marketplace.BidEvicted':
      changeBid(book, event, place, { evicted: true });
      return;
    case 'marketplace.Countered':
      changeBid(book, event, place, { counter: event.price });
      return;
    case 'marketplace.OrderAwarded': {
      const { agreement, provider, price } = event;
      endOrder(book, event.order, 'awarded', place, { agreement, provider, price });
      return;
    }
    case 'marketplace.OrderCancelled':
      endOrder(book, event.order, 'cancelled', place, { refunded: event.refunded });
      return;
    case 'marketplace.OrderExpired':
      endOrder(book, event.order, 'expired', place, { refunded: event.refunded });
      return;
  }
}

const NEW_ORDER = {
  state: 'open',
  bids: 0,
  bestBid: null,
  agreement: null,
  provider: null,
  price: null,
  refunded: null,
  endedBlock: null,
  endedAt: null,
} as const;

function placeBid(book: Book, event: Of<'marketplace.BidPlaced'>, { block, at }: Place): void {
  const { order: id, provider, price, terms } = event;
  const order = book.orders.get(id);
  if (order) {
    order.bids += 1;
    order.bestBid = lower(order.bestBid, price);
  }
  const bidder = book.providers.get(provider);
  if (bidder) bidder.bids += 1;
  book.bids.set(bidKey(id, provider), {
    ...{ order: id, provider, price, firstPrice: price, ...terms },
    counter: null,
    evicted: false,
    placedBlock: block,
    placedAt: at,
    changedBlock: block,
  });
}

function lowerBid(
  book: Book,
  at: { order: number; provider: string },
  price: bigint,
  place: Place,
  terms: { maxOpen: number; creditWindow: number } | object = {},
): void {
  changeBid(book, at, place, { price, counter: null, ...terms });
  const order = book.orders.get(at.order);
  if (order) order.bestBid = lower(order.bestBid, price);
}

function changeBid(
  book: Book,
  { order, provider }: { order: number; provider: string },
  { block }: Place,
  change: object,
): void {
  const bid = book.bids.get(bidKey(order, provider));
  if (bid) Object.assign(bid, change, { changedBlock: block });
}

function endOrder(
  book: Book,
  id: number,
  state: OrderState,
  { block, at }: Place,
  change: Partial<OrderRecord>,
): void {
  const order = book.orders.get(id);
  if (order) Object.assign(order, change, { state, endedBlock: block, endedAt: at });
}

const lower = (known: bigint | null, price: bigint) => (known === null || price < known ? price : known);

function termsOf(order: Order | null) {
  if (!order) return null;
  const { channelQuota, duration, responseWindow, challengeWindow, minBond, minScore, sealed, invited } =
    order.spec;
  return {
    royalty: formatAiro(order.royalty),
    commissionPpm: order.commissionPpm,
    manifest: order.manifest,
    manifestVersion: order.manifestVersion,
    awardUntil: order.awardUntil,
    ...{ channelQuota, duration, responseWindow, challengeWindow },
    minBond: formatAiro(minBond),
    ...{ minScore, sealed, invited },
  };
}
