import type { BlockFacts } from '../block-facts.ts';
import { type Book, type BookKeys, bidKey, requestKey } from './book.ts';

const NONE = { models: new Set<number>(), providers: new Set<string>() };

/** Orders, bids, agreements and requests that the blocks are about. */
export function marketKeys(blocks: readonly BlockFacts[]): BookKeys {
  const orders = new Set<number>();
  const agreements = new Set<number>();
  const bids = new Map<string, { order: number; provider: string }>();
  const requests = new Map<string, { agreement: number; index: number }>();
  const want = (agreement: number, index: number) =>
    requests.set(requestKey(agreement, index), { agreement, index });
  for (const { event } of blocks.flatMap(({ events }) => events)) {
    if (event.type === 'other') continue;
    if ('order' in event) orders.add(event.order);
    if ('agreement' in event) agreements.add(event.agreement);
    if (event.type.startsWith('marketplace.') && 'order' in event && 'provider' in event) {
      const { order, provider } = event as { order: number; provider: string };
      bids.set(bidKey(order, provider), { order, provider });
    }
    if ('index' in event) want(event.agreement, event.index);
    if (event.type === 'execution.Settled') for (const index of event.indices) want(event.agreement, index);
  }
  return { ...NONE, orders, bids, agreements, requests };
}

/** Models and providers that the blocks are about, also by way of orders and agreements. */
export function partyKeys(blocks: readonly BlockFacts[], known: Book): BookKeys {
  const models = new Set<number>();
  const providers = new Set<string>();
  for (const { model, provider } of known.agreements.values()) {
    models.add(model);
    providers.add(provider);
  }
  for (const { model } of known.orders.values()) models.add(model);
  for (const block of blocks) {
    for (const id of block.models.keys()) models.add(id);
    for (const account of block.providers.keys()) providers.add(account);
    for (const { event } of block.events) {
      if (event.type === 'other') continue;
      if ('model' in event) models.add(event.model);
      if ('provider' in event && typeof event.provider === 'string') providers.add(event.provider);
    }
  }
  return {
    models,
    providers,
    orders: new Set(),
    bids: new Map(),
    agreements: new Set(),
    requests: new Map(),
  };
}
