import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AgreementId, type OrderId, PLANCK_PER_AIRO, planck } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodePayload, parseManifest, tensorValues } from '../src/schemas/index.ts';
import { until } from './fakes/until.ts';
import { type Consumer, createConsumer } from './support/consumer.ts';
import { type MlServer, startMlServer } from './support/mlserver/start-mlserver.ts';
import { pythonForTests } from './support/python.ts';
import { createWorld, MODELS, type World } from './support/world.ts';

const REQUESTS = 5;

const itWithPython = (await pythonForTests('a Wingman with MLServer')) ? it : it.skip;

describe('a Wingman on the real runtime', () => {
  let world: World;
  let consumer: Consumer;
  let server: MlServer | undefined;
  beforeAll(async () => {
    world = await createWorld();
    consumer = await createConsumer(world);
  });
  afterAll(async () => {
    consumer?.close();
    await server?.close();
    await world?.close();
  });

  const requests = async (url: string, agreement: AgreementId) =>
    (await (await fetch(`${url}/v1/agreements/${agreement}/requests`)).json()) as { state: string }[];

  it('killed between computing and the chain, answers each request once after it is started again', async () => {
    const first = await world.wingman('bot');
    const agreement = await consumer.buy(first.ready.account);
    const items = await consumer.upload(REQUESTS);
    await until(async () => Array.isArray(await requests(first.ready.restUrl, agreement)) || null);

    // Nothing gets into a block by itself from here on.
    await world.dev('dev_setBlockBuildMode', 'Manual');
    const posted = consumer.post(agreement, items);
    await until(async () => ((await world.dev('author_pendingExtrinsics')) as unknown[]).length > 0);
    await world.dev('dev_newBlock', { count: 1 });
    await posted;
    await until(async () => {
      const states = (await requests(first.ready.restUrl, agreement)).map((r) => r.state);
      return states.length === REQUESTS && states.every((state) => state === 'computed');
    });
    await first.end('SIGKILL');
    expect(consumer.responded(agreement)).toEqual([]);

    await world.dev('dev_setBlockBuildMode', 'Batch');
    const second = await world.wingman('bot');
    await until(() => consumer.responded(agreement).length >= REQUESTS);
    await until(async () =>
      (await requests(second.ready.restUrl, agreement)).every(({ state }) => state === 'answered'),
    );
    expect(
      consumer
        .responded(agreement)
        .map((e) => e.index)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
    const metrics = await (await fetch(`${second.ready.metricsUrl}/metrics`)).text();
    expect(metrics).toMatch(/^wingman_inferences_total 0$/m);

    const labels = await readFile(`${MODELS}fashion-test-labels-512.u8`);
    const classes = await Promise.all(
      consumer.responded(agreement).map(async ({ index, response }) => {
        const bytes = await world.dx.get(response.hash, { maxBytes: 10_000 });
        const [logits] = decodePayload(bytes, { kind: 'response' }).tensors;
        const scores = logits ? [...tensorValues(logits, 'FP32')] : [];
        return scores.indexOf(Math.max(...scores)) === labels[index];
      }),
    );
    expect(classes.filter(Boolean).length).toBeGreaterThanOrEqual(4);
    await second.end('SIGTERM');
  });

  it('gives bad payloads their codes and the consumer its money back, and lives on', async () => {
    const bot = await world.wingman('bot');
    const agreement = await consumer.buy(bot.ready.account);
    const [good] = await consumer.upload(1);
    const noise = await world.dx.put(Uint8Array.of(1, 2, 3));
    const items = [
      { payload: { hash: noise.key, size: 3n }, units: 1 },
      ...(good ? [{ ...good, units: 2 }, good] : []),
    ];
    await consumer.post(agreement, items);
    await until(() => consumer.responded(agreement).length === 1);
    const failures = () => consumer.failed(agreement);
    await until(() => failures().length === 2);
    expect(failures().map((e) => [e.index, e.code])).toEqual([
      [0, 'PayloadInvalid'],
      [1, 'PayloadInvalid'],
    ]);
    expect(failures().every((e) => e.refunded > 0n)).toBe(true);
    await bot.end('SIGTERM');
  });

  it('bids what its rules say: dollars by the rate in a file, then live what a script makes of the order', async () => {
    const rate = join(world.folder, 'rate.json');
    await writeFile(rate, '{"airo":{"usd":"0.5"}}');
    const bot = await world.wingman('bot', [
      ...['--price', '0.004 USD'],
      ...['--usd-rate-file', rate, '--usd-rate-pointer', '/airo/usd'],
    ]);
    const { account, restUrl } = bot.ready;
    const bidOn = async (id: OrderId) =>
      until(async () => (await world.chain.marketplace.bids(id)).find((b) => b.provider === account)?.price);
    expect(await bidOn(await consumer.place())).toBe(8n * 10n ** 9n);

    const json = { 'content-type': 'application/json', 'if-match': '*' };
    const post = async (method: string, path: string, body: object) =>
      (
        await fetch(`${restUrl}${path}`, { method, headers: json, body: JSON.stringify(body) })
      ).json() as Promise<Record<string, unknown>>;
    const expression = 'times(higher(floor, airo("0.01")), inferences < 50 ? 2.0 : 1.0)';
    await post('PATCH', '/v1/config', { pricing: { strategy: 'script', expression } });
    const preview = { model: 0, inferences: 20 };
    expect(await post('POST', '/v1/pricing/preview', preview)).toMatchObject({ bids: true, price: '0.02' });
    const id = await consumer.place();
    expect(await bidOn(id)).toBe(2n * 10n ** 10n);

    await consumer.queue.submit(world.chain.marketplace.cancel(id));
    const replayed = await until(async () => {
      const report = await post('POST', '/v1/pricing/replay', {});
      return (report.orders as number) >= 1 ? report : null;
    });
    // What earlier orders were won at is far below what the script asks.
    expect(replayed).toMatchObject({ won: 0 });
    await bot.end('SIGTERM');
  });

  it('with a key that is only a proxy bids and answers for the provider, who is paid', async () => {
    const { chain } = world;
    const stash = await chain.transactions({ kind: 'uri', uri: '//Wing2' }, { batchMs: 1 });
    const hot = await chain.transactions(
      { kind: 'uri', uri: '//Hot' },
      { batchMs: 1, principal: stash.account },
    );
    await consumer.queue.submit(chain.transfer(hot.signer, planck(PLANCK_PER_AIRO)));
    const flags = ['--key-uri', '//Hot', '--proxy-for', stash.account];
    await expect(world.wingman('proxy', flags)).rejects.toThrow(
      `sign proxy.addProxy(${hot.signer}, Provider, 0)`,
    );

    await stash.submit(chain.addProxy(hot.signer, 'Provider'));
    const bot = await world.wingman('proxy', flags);
    expect(bot.ready.account).toBe(stash.account);
    const agreement = await consumer.buy(stash.account);
    await consumer.post(agreement, await consumer.upload(2));
    await until(() => consumer.responded(agreement).length === 2);
    const before = await chain.balance(stash.account);
    const indices = consumer.responded(agreement).map(({ index }) => index);
    const { events: paid } = await consumer.queue.submit(chain.execution.approve(agreement, indices));
    const earned = paid.reduce((sum, e) => sum + (e.type === 'execution.Settled' ? e.provider : 0n), 0n);
    expect(earned).toBeGreaterThan(0n);
    expect((await chain.balance(stash.account)) - before).toBe(earned);
    expect(await chain.balance(hot.signer)).toBeLessThan(PLANCK_PER_AIRO);
    await expect(hot.submit(chain.transfer(hot.signer, planck(earned)))).rejects.toMatchObject({
      data: { pallet: 'system', name: 'CallFiltered' },
    });
    await bot.end('SIGTERM');
  });

  itWithPython('answers by a model server, and waits for it while it is away', async () => {
    const manifest = parseManifest(await readFile(`${MODELS}fashion-resnet20.manifest.json`));
    server = await startMlServer(`${MODELS}fashion-resnet20.onnx`, manifest);
    const file = join(world.folder, 'back-ends.json');
    const settings = { backend: 'oip', url: server.url, name: manifest.name };
    await writeFile(file, JSON.stringify({ models: { 0: settings } }));
    const bot = await world.wingman('bot', ['--back-ends', file]);
    const model = async () =>
      (
        (await (await fetch(`${bot.ready.restUrl}/v1/models`)).json()) as {
          state: string;
          hardware: string;
        }[]
      )[0];
    expect(await model()).toMatchObject({ state: 'ready', hardware: 'mlserver 1.7.1, JSON over HTTP' });
    const agreement = await consumer.buy(bot.ready.account);
    const items = await consumer.upload(2);
    await consumer.post(agreement, items.slice(0, 1));
    await until(() => consumer.responded(agreement).length === 1);

    await server.kill();
    await until(async () => (await model())?.state === 'away');
    await consumer.post(agreement, items.slice(1));
    await until(async () => (await requests(bot.ready.restUrl, agreement)).length === 2);
    await server.start();
    await until(() => consumer.responded(agreement).length === 2);
    expect((await model())?.state).toBe('ready');
    await bot.end('SIGTERM');
  });

  it('sets the state of another genesis aside', async () => {
    const fresh = await world.freshChain();
    const bot = await world.wingman('bot', ['--chain-url', fresh]);
    const agreements = await (await fetch(`${bot.ready.restUrl}/v1/agreements`)).json();
    expect(agreements).toEqual([]);
    expect(await readdir(join(world.folder, 'bot', 'chains'))).toHaveLength(2);
    await bot.end('SIGTERM');
    expect(bot.child.exitCode).toBe(0);
  });
});
