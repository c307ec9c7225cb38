import {
  type AgreementId,
  type ChainClient,
  type ChainEvent,
  type Inclusion,
  type OrderId,
  orderId,
  type SigningKey,
} from '@airo/chain-types';
import { wish } from './wish.ts';

/** State of each request that the chain has of the agreement. */
export async function requestStates(chain: ChainClient, agreement: AgreementId): Promise<readonly string[]> {
  return (await chain.execution.requests(agreement)).map(({ state }) => state.kind);
}

export async function bidders(chain: ChainClient, order: OrderId): Promise<readonly string[]> {
  return (await chain.marketplace.bids(order)).map(({ provider }) => provider).sort();
}

/** Whether so many requests are there, all in this state. */
export const all = (count: number, state: string) => (states: readonly string[]) =>
  states.length === count && states.every((each) => each === state);

/** Places an order whose windows are long, and resolves with its number. */
export async function placeOrder(chain: ChainClient, key: SigningKey, inferences: number): Promise<OrderId> {
  const queue = await chain.transactions(key);
  try {
    return orderIn(await queue.submit(chain.marketplace.placeOrder(wish(inferences))));
  } finally {
    await queue.close();
  }
}

export function orderIn({ events }: Inclusion): OrderId {
  return orderId(only(events, 'marketplace.OrderPlaced').order);
}

export function only<T extends ChainEvent['type']>(events: readonly ChainEvent[], type: T) {
  const found = events.filter((event): event is Extract<ChainEvent, { type: T }> => event.type === type);
  const [event] = found;
  if (!event || found.length > 1) throw new TypeError(`${found.length} events ${type}`);
  return event;
}
