import type { OrderId } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from './fakes/until.ts';
import { type Consumer, createConsumer } from './support/consumer.ts';
import { deadWire } from './support/dead-wire.ts';
import { createWorld, type World } from './support/world.ts';

/** As many as the embedded chain is told to keep. */
const KEPT_BLOCKS = 80;

/** Orders and agreements outlive the blocks that are kept. */
const LONG = { bidWindow: 1_000, duration: 20_000 };

describe('a Wingman that follows the chain', () => {
  let world: World;
  let consumer: Consumer;
  beforeAll(async () => {
    world = await createWorld(['--keep-blocks', String(KEPT_BLOCKS)]);
    consumer = await createConsumer(world, LONG);
  });
  afterAll(async () => {
    consumer?.close();
    await world?.close();
  });

  const bidBy = (id: OrderId, account: string) =>
    until(async () => (await world.chain.marketplace.bids(id)).find((b) => b.provider === account));
  const agreements = async (url: string) =>
    ((await (await fetch(`${url}/v1/agreements`)).json()) as { id: number; state: string }[]).map(
      ({ id, state }) => [id, state] as const,
    );
  const metric = async (url: string, line: string) =>
    (await (await fetch(`${url}/metrics`)).text()).split('\n').find((each) => each.startsWith(line));

  it('with no state of its own finds its agreements and open orders in storage, however far back they are', async () => {
    const first = await world.wingman('first');
    const { account } = first.ready;
    const agreement = await consumer.buy(account);
    await first.end('SIGTERM');
    const open = await consumer.place();
    // Nobody can read the blocks any more that told of them.
    await world.dev('dev_newBlock', { count: KEPT_BLOCKS + 20 });

    const fresh = await world.wingman('fresh');
    await bidBy(open, account);
    expect(await agreements(fresh.ready.restUrl)).toContainEqual([agreement, 'open']);
    await fresh.end('SIGTERM');

    // The first one's cursor, best and finalised, is further back than any state.
    const again = await world.wingman('first');
    expect(await agreements(again.ready.restUrl)).toContainEqual([agreement, 'open']);
    await until(() =>
      again.log.some((line) => line.includes('settlements of these blocks are not in the earnings')),
    );
    await again.end('SIGTERM');
  });

  it('leaves a wire that is open and dead: says so, and bids over the other one', async () => {
    const wire = await deadWire(world.urls.chain);
    const bot = await world.wingman('wired', ['--chain-url', wire.url, '--chain-url', world.urls.chain]);
    const { account, metricsUrl } = bot.ready;
    const inUse = (url: string) =>
      metric(metricsUrl, `wingman_chain_endpoint_in_use{endpoint="${url.replace(/\/$/, '')}"}`);
    expect(await inUse(wire.url)).toMatch(/ 1$/);
    wire.die();
    const id = await consumer.place();
    await bidBy(id, account);
    expect(await inUse(wire.url)).toMatch(/ 0$/);
    expect(bot.log.some((line) => line.includes('left an RPC endpoint for another'))).toBe(true);
    expect(
      await metric(metricsUrl, `wingman_chain_endpoint_left_total{endpoint="${wire.url}"`),
    ).toBeDefined();
    expect((await fetch(`${metricsUrl}/readyz`)).status).toBe(200);
    await bot.end('SIGTERM');
    await wire.close();
  });
});
