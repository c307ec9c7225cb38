import { fromSpec, toBid, toOrder } from '../codec/marketplace.ts';
import { orderId, planck } from '../model/ids.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import type { MarketplaceClient } from './pallets.ts';

export function marketplaceClient(runtime: RuntimeAccess): MarketplaceClient {
  return {
    async order(id) {
      const order = await runtime.storage('marketplace', 'orders', [id]);
      return order && toOrder(id, order);
    },
    bids: async (order) => (await runtime.storage('marketplace', 'bids', [order])).map(toBid),
    async openOrders(after, limit) {
      const orders = await runtime.runtimeApi('marketplaceApi', 'openOrders', [after, limit]);
      return orders.map(([id, order]) => toOrder(orderId(id), order));
    },
    async quoteFloor(model) {
      const floor = await runtime.runtimeApi('marketplaceApi', 'quoteFloor', [model]);
      return floor === null ? null : planck(floor);
    },
    async ineligible(order, provider) {
      const result = await runtime.runtimeApi('marketplaceApi', 'eligible', [order, provider]);
      return result.ok ? null : result.error;
    },
    placeOrder: (spec) => runtime.call('marketplace', 'placeOrder', { spec: fromSpec(spec) }),
    cancel: (order) => runtime.call('marketplace', 'cancel', { order }),
    bid: (order, price, terms) => runtime.call('marketplace', 'bid', { order, price, terms }),
    counter: (order, provider, price) => runtime.call('marketplace', 'counter', { order, provider, price }),
    acceptCounter: (order, price) => runtime.call('marketplace', 'acceptCounter', { order, price }),
    award: (order, provider) => runtime.call('marketplace', 'award', { order, provider }),
    poke: (order) => runtime.call('marketplace', 'poke', { order }),
  };
}
