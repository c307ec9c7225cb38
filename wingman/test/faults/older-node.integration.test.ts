import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  hasAiroNode,
  type KillableNode,
  startAiroNode,
} from '../../../chain-types/test/support/airo-node.ts';
import { until } from '../fakes/until.ts';
import { type Consumer, createConsumer } from '../support/consumer.ts';
import { createWorld, type World } from '../support/world.ts';

const PATIENCE_MS = 240_000;
/** So many final blocks are lost with the newer state. */
const LOST_BLOCKS = 6;

const describeWithNode = hasAiroNode('a node with an older state') ? describe : describe.skip;

describeWithNode('a Wingman whose node is started with an older database', () => {
  let node: KillableNode;
  let world: World;
  let consumer: Consumer;
  beforeAll(async () => {
    node = await startAiroNode();
    world = await createWorld({ url: node.url });
    consumer = await createConsumer(world, { bidWindow: 1_000, duration: 20_000 });
  }, 300_000);
  afterAll(async () => {
    consumer?.close();
    await world?.close();
    await node?.close();
  }, 120_000);

  /** Right after a node is back, its clients may not have noticed. */
  const soon = <T>(what: () => Promise<T>, name: string) =>
    until(() => what().catch(() => undefined), name, PATIENCE_MS);

  it('bids by nothing that it says, and ends when its blocks are others than those that were final', async () => {
    const bot = await world.wingman('older', ['--price', '0.01']);
    const { account, metricsUrl } = bot.ready;
    const agreement = await consumer.buy(account);
    await node.kill();
    const { number: kept } = await (async () => {
      node.save();
      await node.start();
      return soon(() => world.chain.head('best'), 'the node');
    })();

    const items = await consumer.upload(1);
    await soon(() => consumer.post(agreement, items).then(() => true), 'the request');
    await soon(() => consumer.answered(agreement).then(() => true), 'the answer');
    const finalised = async () => {
      const text = await (await fetch(`${metricsUrl}/metrics`)).text();
      return Number(/^wingman_chain_endpoint_head\{.*finality="finalised"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    await until(async () => (await finalised()) > kept + LOST_BLOCKS, 'final blocks', PATIENCE_MS);

    await node.kill();
    node.restore();
    await node.start();
    const order = await soon(() => consumer.place(), 'an order on the other chain');
    await until(() => bot.child.exitCode !== null, 'the end of the bot', PATIENCE_MS);
    expect(bot.child.exitCode).toBe(1);
    expect(bot.log.join('\n')).toContain('FINALITY_REVERTED');
    expect(await soon(() => world.chain.marketplace.bids(order), 'the bids')).toEqual([]);
    // Whatever the consumer's transactions do there, nothing is answered on a chain that is not the one that was followed.
    const requests = await soon(() => world.chain.execution.requests(agreement), 'the requests');
    expect(requests.filter(({ state }) => state.kind !== 'open')).toEqual([]);
  }, 900_000);
});
