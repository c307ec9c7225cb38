import type { AgreementId } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../fakes/until.ts';
import { type Consumer, createConsumer } from '../support/consumer.ts';
import { createWorld, type World } from '../support/world.ts';

/** What the bot logs when a part of a request's way is done: `src/pipeline/stages.ts`. */
const STAGES = ['note', 'fetch', 'compute', 'upload', 'keep', 'check', 'submit'] as const;
const EACH = 2;

describe('a Wingman', () => {
  let world: World;
  let consumer: Consumer;
  beforeAll(async () => {
    world = await createWorld();
    consumer = await createConsumer(world, { challengeWindow: 5, inferences: 50, duration: 20_000 });
  });
  afterAll(async () => {
    consumer?.close();
    await world?.close();
  });

  const get = async <T>(url: string, path: string) => (await (await fetch(url + path)).json()) as T;
  const states = (url: string, agreement: AgreementId) =>
    get<{ index: number; state: string }[]>(url, `/v1/agreements/${agreement}/requests`);

  it('killed after each part of a request’s way answers every request once, and is paid for each once', async () => {
    const debug = ['--log-level', 'debug'];
    let bot = await world.wingman('killed', debug);
    const agreement = await consumer.buy(bot.ready.account);
    const items = await consumer.upload(EACH);
    for (const stage of STAGES) {
      const from = bot.log.length;
      const done = () => bot.log.slice(from).some((line) => line.includes(`"stage":"${stage}"`));
      // Every block is noted: the one that is waited for is that with the requests.
      const posted = consumer.post(agreement, items);
      if (stage === 'note') await posted;
      await until(done, `the end of ${stage}`);
      await bot.end('SIGKILL');
      await posted;
      bot = await world.wingman('killed', debug);
    }
    const count = STAGES.length * EACH;
    const indices = Array.from({ length: count }, (_, i) => i);
    await consumer.answered(agreement, count);
    const byNumber = (a: number, b: number) => a - b;
    expect(
      consumer
        .responded(agreement)
        .map(({ index }) => index)
        .sort(byNumber),
    ).toEqual(indices);
    expect(consumer.failed(agreement)).toEqual([]);

    const settled = () => consumer.settled(agreement).flatMap(({ indices }) => indices);
    await until(async () => {
      await world.dev('dev_newBlock', { count: 2 });
      return settled().length >= count;
    }, 'the money');
    expect(settled().sort(byNumber)).toEqual(indices);
    const paid = consumer.settled(agreement).reduce((sum, { provider }) => sum + provider, 0n);
    const earned = () =>
      get<{ settled: { units: number; provider: string } }>(bot.ready.restUrl, '/v1/earnings');
    await until(async () => (await earned()).settled.units === count, 'the books');
    expect(BigInt(Math.round(Number((await earned()).settled.provider) * 1e12))).toBe(paid);
    await bot.end('SIGTERM');
  });

  const isGone = (url: string) =>
    fetch(`${url}/healthz`).then(
      () => false,
      () => true,
    );
  it.each([
    ['stops in time', ['SIGTERM'], 0],
    ['twice stops at once', ['SIGTERM', 'SIGTERM'], 130],
  ] as const)(
    'told to stop with bids open and jobs running %s, with nothing lost',
    async (_, signals, code) => {
      const name = `stopped-${code}`;
      const first = await world.wingman(name);
      // Nothing is settled meanwhile: what waits in the pool is what the test sent, and then the answers.
      const agreement = await consumer.buy(first.ready.account, { challengeWindow: 1_000 });
      const items = await consumer.upload(3);
      const order = await consumer.place({ bidWindow: 5_000 });
      const bids = async () => (await world.chain.marketplace.bids(order)).length;
      await until(async () => (await bids()) === 1, 'the bid');
      await world.dev('dev_setBlockBuildMode', 'Manual');
      const posted = consumer.post(agreement, items);
      const waitsForBlock = async () =>
        ((await world.dev('author_pendingExtrinsics')) as unknown[]).length > 0;
      await until(waitsForBlock);
      await world.dev('dev_newBlock', { count: 1 });
      await posted;
      // The answers are sent, and no block takes them: the longest that a stop can have to wait.
      await until(async () => {
        const known = await states(first.ready.restUrl, agreement);
        return known.length === 3 && known.every(({ state }) => state === 'computed');
      }, 'computed answers');
      await until(waitsForBlock, 'sent answers');
      const started = performance.now();
      for (const signal of signals.slice(1)) {
        first.child.kill(signal);
        // It is stopping: it closes what answers first, and waits for the block.
        await until(() => isGone(first.ready.metricsUrl), 'the end of its answers');
        expect(first.child.exitCode).toBeNull();
      }
      await first.end('SIGTERM');
      expect(first.child.exitCode).toBe(code);
      // What `Wingman.close` promises, and room for a busy machine. A transaction would be waited for three minutes.
      expect(performance.now() - started).toBeLessThan(90_000);

      await world.dev('dev_setBlockBuildMode', 'Batch');
      const second = await world.wingman(name);
      await consumer.answered(agreement, 3);
      expect(
        consumer
          .responded(agreement)
          .map(({ index }) => index)
          .sort(),
      ).toEqual([0, 1, 2]);
      expect(await bids()).toBe(1);
      await second.end('SIGTERM');
    },
  );
});
