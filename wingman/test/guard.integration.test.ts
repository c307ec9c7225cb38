import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OrderId, planck, requestIndex, verifyMessage } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../program/test/support/servers/free-ports.ts';
import { verifyQuote } from '../src/schemas/index.ts';
import { until } from './fakes/until.ts';
import { type Consumer, createConsumer } from './support/consumer.ts';
import { startNode } from './support/process.ts';
import { createWorld, type World } from './support/world.ts';

/** The pipeline's own test takes a thousand. */
const UNWANTED = 150;
const ORDERS_PER_CALL = 50;
const FAULTS = 2;
const DURATION = 20_000;

describe('a Wingman that is left alone', () => {
  let world: World;
  let consumer: Consumer;
  beforeAll(async () => {
    world = await createWorld();
    consumer = await createConsumer(world, {
      maxPrice: planck(10n ** 11n),
      bidWindow: 500,
      duration: DURATION,
      challengeWindow: 5,
    });
  });
  afterAll(async () => {
    consumer?.close();
    await world?.close();
  });

  const get = async <T>(url: string, path: string) => (await (await fetch(url + path)).json()) as T;
  const reasonOf = (url: string, id: OrderId) =>
    until(async () => {
      const orders = await get<{ id: number; reason: string | null }[]>(url, '/v1/orders?limit=5');
      return orders.find((order) => order.id === id)?.reason;
    });

  it('is as it was after many orders that it does not want, and quotes what it would bid', async () => {
    const bot = await world.wingman('bot');
    const { restUrl, metricsUrl, account } = bot.ready;
    const agreement = await consumer.buy(account);
    /** The agreement goes on holding what it held first, however near its end comes. */
    const health = () => get<{ capacityUsed: number; head: number }>(restUrl, '/v1/health');
    const held = async () => (await health()).capacityUsed;
    const opened = await world.chain.head('best');
    await until(async () => (await health()).head > opened.number, 'the block after the award');
    const before = await held();
    expect(before).toBeGreaterThan(0);

    const unwanted = [
      { maxPrice: planck(5n * 10n ** 9n) },
      { sealed: true, hpkeKey: consumer.order.consumerKey },
      { channelQuota: 1 },
    ];
    for (let sent = 0; sent < UNWANTED; sent += ORDERS_PER_CALL) {
      const calls = Array.from({ length: ORDERS_PER_CALL }, (_, i) =>
        world.chain.marketplace.placeOrder({
          ...consumer.order,
          inferences: 1,
          ...unwanted[i % unwanted.length],
        }),
      );
      await consumer.queue.submit(world.chain.batch(calls));
    }
    const counts = await until(async () => {
      const found = await get<{ reason: string; stage: string; orders: number }[]>(
        restUrl,
        '/v1/decisions/counts',
      );
      const skipped = found.filter(({ stage }) => stage === 'skipped');
      return skipped.reduce((sum, { orders }) => sum + orders, 0) >= UNWANTED ? skipped : null;
    });
    expect(counts.map(({ reason }) => reason).sort()).toEqual([
      'CHANNEL_UNSUPPORTED',
      'PRICE_ABOVE_MAX',
      'SEALED_UNSUPPORTED',
    ]);
    expect(counts.reduce((sum, { orders }) => sum + orders, 0)).toBe(UNWANTED);
    await until(async () => (await held()) === before, 'capacity as it was');
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
    expect(metrics).toMatch(/^wingman_open_orders 0$/m);
    expect(metrics).toMatch(/^wingman_orders_total\{stage="skipped",reason="SEALED_UNSUPPORTED"\} 5\d$/m);

    const question = { model: 0, inferences: 20, duration: 200, responseWindow: 50, maxPrice: null };
    const answer = await get(restUrl, '/v1/quote?model=0&inferences=20');
    const { genesisHash: genesis } = world.chain;
    const expected = { provider: account, genesis, now: Date.now(), verify: verifyMessage };
    const quote = await verifyQuote(answer, question, expected);
    expect(quote).toMatchObject({ wouldBid: true, price: '0.01' });

    await consumer.post(agreement, await consumer.upload(1));
    await consumer.answered(agreement);
    await bot.end('SIGTERM');
  });

  it('opens its breaker when requests run out of time, serves on, and has its owner told, who was away', async () => {
    const secretFile = join(world.folder, 'alert-secret');
    await writeFile(secretFile, `whsec_${Buffer.alloc(32, 5).toString('base64')}\n`);
    const port = await freePort();
    const first = await world.wingman('other');
    const { account } = first.ready;
    const agreement = await consumer.buy(account, { responseWindow: 2 });
    const spare = await consumer.buy(account);
    await until(async () => (await get<unknown[]>(first.ready.restUrl, '/v1/agreements')).length >= 2);
    await fetch(`${first.ready.restUrl}/v1/config`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify({ breaker: { faults: FAULTS } }),
    });
    await first.end('SIGKILL');
    await consumer.post(agreement, await consumer.upload(FAULTS));
    await world.dev('dev_newBlock', { count: 3 });
    for (let index = 0; index < FAULTS; index++) {
      await consumer.queue.submit(world.chain.execution.claimTimeout(agreement, requestIndex(index)));
    }

    const hook = ['--alert-url', `http://127.0.0.1:${port}/`, '--alert-secret-file', secretFile];
    const bot = await world.wingman('other', hook);
    const { restUrl } = bot.ready;
    expect(await reasonOf(restUrl, await consumer.place())).toBe('BREAKER_OPEN');
    await consumer.post(spare, await consumer.upload(1));
    await consumer.answered(spare);
    const alerts = await get<{ state: string; attempts: number }[]>(restUrl, '/v1/alerts');
    expect(alerts[0]).toMatchObject({ state: 'waiting' });

    const guide = await readFile(new URL('../../docs/guides/alerts.md', import.meta.url), 'utf8');
    const script = join(world.folder, 'receiver.mjs');
    await writeFile(script, guide.split('```js\n')[1]?.split('```')[0] ?? '');
    const receiver = startNode(script, { ALERT_SECRET_FILE: secretFile, PORT: String(port) });
    await until(() => receiver.lines.some((line) => line.includes('"BREAKER_OPENED"')));
    await until(async () =>
      (await get<{ state: string }[]>(restUrl, '/v1/alerts')).every(({ state }) => state === 'delivered'),
    );
    const forged = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(401);

    const posted = await fetch(`${restUrl}/v1/breaker/reset`, { method: 'POST' });
    expect(posted.status).toBe(200);
    await until(() => receiver.lines.some((line) => line.includes('"BREAKER_CLOSED"')));
    expect(await reasonOf(restUrl, await consumer.place())).toBe('BID_PLACED');
    await receiver.end();
    await bot.end('SIGTERM');
  });
});
