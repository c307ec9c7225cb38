import type { OrderId } from '@airo/chain-types';
import type { Network } from '../network/network.ts';
import { at, bidOnAll, lanesOf, placeOrders } from './deals.ts';
import type { CallFigure } from './measure.ts';
import { done, orderOf, SIDES, type Stage } from './stage.ts';

/** How many orders are open when the calls are made. */
const LEVELS = [10, 100, 1_000];
const CALLS_PER_ACCOUNT = 8;
const PLACED_AT_ONCE = 25;

/** What placing and bidding take while more and more orders are open. Leaves none. */
export async function callsAmongOpenOrders(
  net: Network,
  stage: Stage,
): Promise<readonly { open: number; figures: readonly CallFigure[] }[]> {
  const { marketplace } = net.chain;
  const spec = orderOf(stage, { inferences: 1 });
  const standing: OrderId[][] = stage.consumers.map(() => []);
  const levels = [];
  for (const open of LEVELS) {
    net.say(`with ${open} open orders:`);
    await topUp(net, stage, standing, open / SIDES);
    const { figure: placed, orders } = await placeOrders(net, stage, CALLS_PER_ACCOUNT, () => spec);
    for (const [side, own] of orders.entries()) at(standing, side).push(...own);
    levels.push({ open, figures: [placed, await bidOnAll(net, stage, orders)] });
  }
  const cancelAll = standing.map((own) => chunks(own, PLACED_AT_ONCE));
  await done(
    net,
    lanesOf(stage.consumers, cancelAll, (own) => net.chain.batch(own.map((id) => marketplace.cancel(id)))),
  );
  return levels;
}

/** Places orders, many a transaction, until every consumer has so many. */
async function topUp(net: Network, stage: Stage, standing: OrderId[][], perConsumer: number): Promise<void> {
  const spec = orderOf(stage, { inferences: 1 });
  const missing = standing.map((own) =>
    chunks(
      Array.from({ length: perConsumer - own.length }, () => spec),
      PLACED_AT_ONCE,
    ),
  );
  const uses = await done(
    net,
    lanesOf(stage.consumers, missing, (specs) =>
      net.chain.batch(specs.map((wish) => net.chain.marketplace.placeOrder(wish))),
    ),
  );
  for (const event of uses.flatMap(({ events }) => events)) {
    if (event.type !== 'marketplace.OrderPlaced') continue;
    at(
      standing,
      stage.consumers.findIndex(({ account }) => account === event.consumer),
    ).push(event.order);
  }
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
