import type { BlockRef, ModelId, Order, OrderId, Planck } from '@airo/chain-types';
import { gathered } from '../../domain/gathered.ts';
import type { OrderOutcome } from '../../domain/order-outcome.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Store } from '../../ports/store.ts';

/** So few orders are read one by one: a page of the open ones costs more. */
const FEW = 4;
const PAGE = 100;

/** What many orders of one block need of the chain, read once for all of them. */
export interface HeadReads {
  /** null when it isn't open any more. */
  order(id: OrderId): Promise<Order | null>;
  quoteFloor(model: ModelId): Promise<Planck | null>;
  freeBond(): Promise<Planck>;
  maxBids(): Promise<number>;
}

/** @param head what doesn't belong to an order is read anew when it moves */
export function headReads(chain: Chain, head: () => BlockRef): HeadReads {
  let at: BlockRef | undefined;
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const now = head();
    if (now.hash !== at?.hash || now.number !== at.number) known.clear();
    at = now;
    const before = known.get(key) as Promise<T> | undefined;
    if (before) return before;
    const reading = read();
    known.set(key, reading);
    // What could not be read is read again.
    reading.catch(() => known.get(key) === reading && known.delete(key));
    return reading;
  };
  return {
    order: gathered((ids: readonly OrderId[]) => readOrders(chain, ids)),
    quoteFloor: (model) => once(`floor ${model}`, () => chain.quoteFloor(model)),
    freeBond: () => once('bond', () => chain.freeBond()),
    maxBids: () => once('bids', async () => (await chain.parameters()).marketplace.maxBids),
  };
}

/** Writes outcomes that come together in one go. */
export function decisionsOf(store: Store): (outcome: OrderOutcome) => Promise<void> {
  return gathered(async (outcomes) => {
    await store.apply(outcomes.map((outcome) => ({ type: 'order.outcome', outcome })));
    return outcomes.map(() => undefined);
  });
}

/** Few are asked for by name, many are picked from the pages of all that are open. */
async function readOrders(chain: Chain, ids: readonly OrderId[]): Promise<readonly (Order | null)[]> {
  if (ids.length <= FEW) return Promise.all(ids.map((id) => chain.order(id)));
  const missing = new Set(ids);
  const found = new Map<OrderId, Order>();
  let after = before(Math.min(...ids));
  // Where wanted orders lie far apart, pages would be mostly others'.
  const mostPages = Math.ceil(ids.length / PAGE) * 2;
  for (let page = 0; page < mostPages && missing.size > 0; page += 1) {
    const orders = await chain.openOrders(after, PAGE);
    for (const order of orders) if (missing.delete(order.id)) found.set(order.id, order);
    after = orders.at(-1)?.id ?? null;
    if (orders.length < PAGE) break;
  }
  // One that is over, but not yet cleared away, is on no page.
  return Promise.all(ids.map((id) => found.get(id) ?? chain.order(id)));
}

function before(id: number): OrderId | null {
  return id === 0 ? null : ((id - 1) as OrderId);
}
