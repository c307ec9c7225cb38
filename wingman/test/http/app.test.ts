import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  accountId,
  agreementId,
  type ModelId,
  modelId,
  orderId,
  planck,
  requestIndex,
} from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTokens } from '../../src/adapters/tokens/token-file.ts';
import { Capacity } from '../../src/domain/capacity.ts';
import { Recent } from '../../src/domain/recent.ts';
import { WingmanError } from '../../src/errors.ts';
import { createRestApp } from '../../src/http/app.ts';
import type { RestContext } from '../../src/http/context.ts';
import { EventStreams } from '../../src/http/event-stream.ts';
import { startRest } from '../../src/http/start-rest.ts';
import { AlertDesk } from '../../src/pipeline/alerts/alert-desk.ts';
import { ConfigKeeper } from '../../src/pipeline/config-keeper.ts';
import { Guard } from '../../src/pipeline/guard/guard.ts';
import { Hindrances } from '../../src/pipeline/guard/hindrances.ts';
import { ServedModels } from '../../src/pipeline/model/served-models.ts';
import { FakeBackend } from '../fakes/fake-backend.ts';
import { FakeChain } from '../fakes/fake-chain.ts';
import { MemoryQueue } from '../fakes/memory-queue.ts';
import { MemoryStore } from '../fakes/memory-store.ts';
import { pricingDesk } from '../fakes/pricing-desk.ts';
import { silent } from '../fakes/rig.ts';
import { sampleBenchmark } from '../fakes/sample-benchmark.ts';
import { sampleConfig } from '../fakes/sample-config.ts';
import { sampleManifest } from '../fakes/sample-manifest.ts';

const HASH = `0x${'a'.repeat(64)}` as const;
const BLOB = { hash: HASH, size: 1n };
const TEN_MB = 10 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
const internal: unknown[] = [];

const clock = { now: () => 5, wait: async () => {} };
const TOKEN = 'a-token-of-16-or-more';
const noTokens = openTokens('/nowhere', undefined, clock.now);

async function contextOf(): Promise<RestContext & { store: MemoryStore }> {
  const store = new MemoryStore({ now: () => 5 });
  const served = new ServedModels();
  const loaded = await new FakeBackend().load();
  const benchmark = sampleBenchmark({ bestBatch: 8, perSecond: 100 });
  served.set({
    state: 'ready',
    id: modelId(0),
    manifestHash: HASH,
    manifest: sampleManifest(),
    loaded,
    benchmark,
  });
  served.set({ state: 'failed', id: modelId(1), code: 'ONNX_NOT_A_MODEL', reason: 'no' });
  const [chain, capacity] = [new FakeChain(), new Capacity(() => 1)];
  capacity.setThroughput(modelId(0), 100);
  chain.addModel({ artifact: BLOB, manifest: BLOB, weightsRoot: HASH });
  const config = await ConfigKeeper.open(store, sampleConfig());
  return {
    chain,
    store,
    queue: new MemoryQueue(),
    served,
    capacity,
    config,
    pricing: pricingDesk({ chain, store, capacity, config: () => config.current.config }),
    statements: null,
    guard: new Guard({
      store,
      chain,
      account: chain.account,
      clock,
      log: silent,
      config: () => config.current.config,
      hindrances: new Hindrances({ alert: () => {}, log: silent, onOver: () => {} }),
      onFault: () => {},
      alert: () => {},
    }),
    alerts: new AlertDesk({
      store,
      clock,
      log: silent,
      account: chain.account,
      genesisHash: chain.genesisHash,
      sink: null,
    }),
    left: async () => ({ orders: 0, agreements: 1 }),
    usd: () => ({ picoUsd: 2n * 10n ** 12n, at: 4 }),
    ready: () => ({ ok: false, reasons: ['model 1: no'] }),
    head: () => 7,
    now: () => 5,
    backup: async () => {
      throw new TypeError('defect');
    },
    events: new Recent({ session: 'x', limit: 9 }),
    logs: new Recent({ session: 'x', limit: 9 }),
    models: { load: async () => {}, unload: async () => {}, measure: async () => {} },
    host: async (id: ModelId) => {
      if (id === 6) throw new TypeError('defect');
      if (id > 1) throw new WingmanError('MODEL_UNKNOWN', `no model has the number ${id}`, {});
    },
  };
}

async function fill(store: MemoryStore): Promise<void> {
  const consumer = accountId('5Consumer');
  const order = {
    id: orderId(1),
    consumer,
    model: modelId(0),
    inferences: 9,
    maxPrice: planck(10n ** 12n),
    bidsUntil: 3,
    award: 'cheapest' as const,
  };
  const agreement = agreementId(4);
  await store.apply([
    { type: 'order.seen', order },
    {
      type: 'order.outcome',
      outcome: {
        order: order.id,
        stage: 'skipped',
        reason: 'NO_CAPACITY',
        price: planck(10n ** 10n),
        detail: '',
      },
    },
    {
      type: 'agreement.opened',
      agreement: {
        id: agreement,
        order: order.id,
        consumer,
        model: modelId(0),
        manifest: HASH,
        price: planck(5n),
        inferences: 9,
        expires: 8,
        closesAfter: 9,
      },
    },
    {
      type: 'request.posted',
      request: {
        agreement,
        index: requestIndex(0),
        payload: { hash: HASH, size: 4n },
        units: 1,
        posted: 1,
        deadline: 2,
      },
    },
    {
      type: 'earned',
      earning: {
        agreement,
        block: 1,
        position: 0,
        units: 2,
        provider: planck(10n ** 12n),
        royalty: planck(1n),
        commission: planck(0n),
      },
    },
  ]);
  await store.recordTransaction({
    at: 1,
    call: 'marketplace.bid',
    subject: 'order 1',
    ok: true,
    block: 2,
    fee: planck(3n),
    error: '',
  });
}

describe('the REST API', () => {
  let server: Server;
  let url: string;
  let context: Awaited<ReturnType<typeof contextOf>>;
  beforeAll(async () => {
    context = await contextOf();
    await fill(context.store);
    server = createServer(
      createRestApp(context, {
        tokens: noTokens,
        streams: new EventStreams(),
        publicPerMinute: 60,
        corsOrigins: [],
        onInternal: (error) => internal.push(error),
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const get = async (path: string) => (await fetch(url + path)).json() as Promise<unknown>;
  const send = (method: string, path: string, body: string, type = 'application/json', headers = {}) =>
    fetch(url + path, { method, body, headers: { 'content-type': type, 'if-match': '*', ...headers } });
  const problem = async (response: Response) => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return { status: response.status, ...((await response.json()) as { code: string; detail: string }) };
  };

  it('shows orders, decisions, agreements, requests, earnings, models and transactions', async () => {
    expect(await get('/v1/orders')).toMatchObject([
      { id: 1, maxPrice: '1', price: '0.01', reason: 'NO_CAPACITY' },
    ]);
    expect(await get('/v1/decisions?limit=1')).toMatchObject([
      { order: 1, meaning: expect.stringContaining('capacity') },
    ]);
    const reason = 'reason=NO_CAPACITY&stage=skipped&model=0&consumer=5Consumer';
    expect(await get(`/v1/decisions?${reason}`)).toMatchObject([{ model: 0, inferences: 9, maxPrice: '1' }]);
    expect(await get('/v1/decisions?reason=WON')).toEqual([]);
    expect(await get('/v1/decisions?before=1')).toEqual([]);
    expect(await get('/v1/decisions/counts')).toEqual([
      { reason: 'NO_CAPACITY', stage: 'skipped', meaning: expect.any(String), orders: 1 },
    ]);
    expect(await get('/v1/agreements?before=5')).toMatchObject([{ id: 4, price: '0.000000000005' }]);
    expect(await get('/v1/agreements?before=4')).toEqual([]);
    expect(await get('/v1/agreements/4/requests')).toMatchObject([
      { index: 0, payload: HASH, response: null },
    ]);
    expect(await get('/v1/earnings')).toMatchObject({
      settled: { units: 2, provider: '1' },
      byModel: [{ model: 0 }],
      money: { bonds: '1000' },
    });
    expect(await get('/v1/models')).toMatchObject([
      { id: 0, state: 'ready', name: 'sample', benchmark: { bestBatch: 8 }, error: null },
      { id: 1, state: 'failed', name: null, error: { code: 'ONNX_NOT_A_MODEL' } },
    ]);
    expect(await get('/v1/transactions')).toMatchObject([{ call: 'marketplace.bid', fee: '0.000000000003' }]);
    expect(await get('/v1/health')).toMatchObject({
      ok: false,
      head: 7,
      account: '5Wing',
      queues: { inference: 0 },
    });
  });

  it.each([
    [undefined, 428, 'CONFIG_VERSION_MISSING'],
    ['', 412, 'CONFIG_CONFLICT'],
    ['"0"', 412, 'CONFIG_CONFLICT'],
    ['W/"1"', 412, 'CONFIG_CONFLICT'],
    ['1', 412, 'CONFIG_CONFLICT'],
    ['"1e3"', 412, 'CONFIG_CONFLICT'],
    ['"99999999999999999999"', 412, 'CONFIG_CONFLICT'],
    ['"7", "8"', 412, 'CONFIG_CONFLICT'],
  ])('changes no configuration with If-Match %j', async (ifMatch, status, code) => {
    const { version } = context.config.current;
    const headers = { ...JSON_TYPE, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
    const response = await fetch(`${url}/v1/config`, { method: 'PATCH', body: '{"bidding":false}', headers });
    const answer = await problem(response);
    expect(answer).toMatchObject({ status, code });
    expect(answer.detail).toContain(status === 428 ? `If-Match: "${version}"` : 'read it again');
    expect(context.config.current.version).toBe(version);
  });

  it('spares who has the configuration already the sending of it', async () => {
    const etag = (await fetch(`${url}/v1/config`)).headers.get('etag') ?? '';
    const again = await fetch(`${url}/v1/config`, {
      // Without it fetch says `no-cache`.
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    const some = { ...JSON_TYPE, 'if-match': `"77", ${etag}` };
    expect((await fetch(`${url}/v1/config`, { method: 'PATCH', body: '{}', headers: some })).status).toBe(
      200,
    );
  });

  it('changes the configuration live, one version after the other', async () => {
    const before = (await get('/v1/config')) as { version: number };
    const body = JSON.stringify({ pricing: { price: '0.02' }, filters: { denyConsumers: ['5Bad'] } });
    const response = await send('PATCH', '/v1/config', body, 'application/merge-patch+json');
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe(`"${before.version + 1}"`);
    expect(context.config.current.config).toMatchObject({
      pricing: { strategy: 'fixed', price: '0.02' },
      filters: { denyConsumers: ['5Bad'], minInferences: 1 },
    });
    const stale = await send('PATCH', '/v1/config', '{"bidding":false}', undefined, {
      'if-match': `"${before.version}"`,
    });
    expect(await problem(stale)).toMatchObject({ status: 412, code: 'CONFIG_CONFLICT' });
    const noVersion = await send('PATCH', '/v1/config', '{"bidding":false}', undefined, {
      'if-match': 'W/x',
    });
    expect(await problem(noVersion)).toMatchObject({ status: 412 });
    const fresh = await send('PATCH', '/v1/config', '{"bidding":false}', undefined, {
      'if-match': `"${before.version + 1}"`,
    });
    expect(fresh.status).toBe(200);
    expect(
      (await send('PATCH', '/v1/config', '{"bidding":true}', undefined, { 'if-match': '*' })).status,
    ).toBe(200);
  });

  const badPatches: [string, unknown, string][] = [
    ['an unknown field', { biding: true }, 'CONFIG_INVALID'],
    ['an unknown field inside', { pricing: { prise: '1' } }, 'CONFIG_INVALID'],
    ['a wrong type', { bidding: 'yes' }, 'CONFIG_INVALID'],
    ['a number for an amount', { floor: 1 }, 'CONFIG_INVALID'],
    ['a price of zero', { pricing: { price: '0' } }, 'CONFIG_INVALID'],
    ['a negative price', { pricing: { price: '-1' } }, 'CONFIG_INVALID'],
    ['a price below the floor', { floor: '5' }, 'CONFIG_INVALID'],
    ['an unknown strategy', { pricing: { strategy: 'magic' } }, 'CONFIG_INVALID'],
    [
      'a script that is none',
      { pricing: { strategy: 'script', expression: 'process.exit()' } },
      'CONFIG_INVALID',
    ],
    ['a missing field', { capacity: null }, 'CONFIG_INVALID'],
    ['a breaker that opens at nothing', { breaker: { faults: 0 } }, 'CONFIG_INVALID'],
    ['a breaker with another field', { breaker: { fault: 1 } }, 'CONFIG_INVALID'],
    ['a budget of a number', { budget: { feesPerDay: 1 } }, 'CONFIG_INVALID'],
    ['a budget of less than nothing', { budget: { locked: '-1' } }, 'CONFIG_INVALID'],
    ['a budget without orders', { budget: { openOrders: 0 } }, 'CONFIG_INVALID'],
    ['a budget of no model', { budget: { perModel: { x: {} } } }, 'CONFIG_INVALID'],
    ['a cool-down of no time', { breaker: { coolDownS: 0 } }, 'CONFIG_INVALID'],
    ['limits the wrong way round', { filters: { minInferences: 9, maxInferences: 3 } }, 'CONFIG_INVALID'],
    ['a list', [1], 'BODY_INVALID'],
    ['a text', 'x', 'ENTITY_PARSE_FAILED'],
  ];
  it.each(badPatches)('refuses a patch with %s and changes nothing', async (_, body, code) => {
    const before = context.config.current;
    const response = await send('PATCH', '/v1/config', JSON.stringify(body));
    expect(await problem(response)).toMatchObject({ status: 400, code });
    expect(context.config.current).toBe(before);
  });

  it.each([
    [
      'a body of 10 MB',
      413,
      'ENTITY_TOO_LARGE',
      'PATCH',
      '/v1/config',
      `{"x":"${'x'.repeat(TEN_MB)}"}`,
      'application/json',
    ],
    [
      'a body that is cut',
      400,
      'ENTITY_PARSE_FAILED',
      'PATCH',
      '/v1/config',
      '{"bidding":',
      'application/json',
    ],
    [
      'a body that is no JSON',
      400,
      'BODY_NOT_JSON',
      'PATCH',
      '/v1/config',
      'a=b',
      'application/x-www-form-urlencoded',
    ],
    [
      'a model of a wrong type',
      400,
      'BODY_INVALID',
      'POST',
      '/v1/models',
      '{"model":"0"}',
      'application/json',
    ],
    [
      'a model with more',
      400,
      'BODY_INVALID',
      'POST',
      '/v1/models',
      '{"model":0,"fast":true}',
      'application/json',
    ],
    [
      'a model that nobody knows',
      404,
      'MODEL_UNKNOWN',
      'POST',
      '/v1/models',
      '{"model":5}',
      'application/json',
    ],
    [
      'a test of alerts that go nowhere',
      409,
      'ALERTS_OFF',
      'POST',
      '/v1/alerts/test',
      '{}',
      'application/json',
    ],
    ['a drain of a wrong type', 400, 'BODY_INVALID', 'POST', '/v1/drain', '{"stop":1}', 'application/json'],
    ['a pause with more', 400, 'BODY_INVALID', 'POST', '/v1/pause', '{"for":1}', 'application/json'],
    [
      'a reset of no model',
      400,
      'BODY_INVALID',
      'POST',
      '/v1/breaker/reset',
      '{"model":-1}',
      'application/json',
    ],
    ['a route that is none', 404, 'NOT_FOUND', 'POST', '/v1/nothing', '{}', 'application/json'],
  ])('answers %s with %i %s', async (_, status, code, method, path, body, type) => {
    expect(await problem(await send(method, path, body, type))).toMatchObject({ status, code });
  });

  it.each([
    ['/v1/orders?limit=0', 400, 'BODY_INVALID'],
    ['/v1/orders?limit=9999', 400, 'BODY_INVALID'],
    ['/v1/orders?colour=red', 400, 'BODY_INVALID'],
    ['/v1/health?x=1', 400, 'BODY_INVALID'],
    ['/v1/decisions?reason=BAD_MOOD', 400, 'BODY_INVALID'],
    ['/v1/decisions?reason=no_capacity', 400, 'BODY_INVALID'],
    ['/v1/decisions?stage=new', 400, 'BODY_INVALID'],
    ['/v1/decisions?model=-1', 400, 'BODY_INVALID'],
    ['/v1/decisions?model=x', 400, 'BODY_INVALID'],
    ['/v1/decisions?consumer=', 400, 'BODY_INVALID'],
    [`/v1/decisions?consumer=${'5'.repeat(65)}`, 400, 'BODY_INVALID'],
    ['/v1/decisions?before=-1', 400, 'BODY_INVALID'],
    ['/v1/agreements/x/requests', 400, 'BODY_INVALID'],
    ['/v1/agreements/9/requests', 404, 'NOT_FOUND'],
    ['/', 404, 'NOT_FOUND'],
  ])('answers GET %s with %i %s', async (path, status, code) => {
    expect(await problem(await fetch(url + path))).toMatchObject({ status, code });
  });

  it('shows the rules of prices, and what a price would be by them or by others', async () => {
    expect(await get('/v1/pricing')).toMatchObject({
      pricing: { strategy: 'fixed' },
      overrides: [],
      usd: { rate: '2', at: 4 },
    });
    const ask = async (body: object) =>
      (await send('POST', '/v1/pricing/preview', JSON.stringify({ model: 0, ...body }))).json();
    const pricing = { strategy: 'undercut', price: '0.05', by: 0.1 };
    expect(await ask({ pricing, cheapest: '0.04', maxPrice: '1', utilisation: 0.5, queue: 2 })).toEqual({
      bids: true,
      price: '0.036',
      reason: null,
      detail: '',
      rule: 'default',
      strategy: 'undercut',
      leaves: '0.03563999999',
      chainFloor: '0.000000001',
      royalty: '0.00000000001',
      commissionPpm: 10_000,
      msPerInference: 10,
      utilisation: 0.5,
      queue: 2,
    });
    expect(await ask({ pricing, floor: '0.05', maxPrice: '0.01' })).toMatchObject({
      bids: false,
      reason: 'PRICE_ABOVE_MAX',
      detail: expect.stringContaining('0.01 at most'),
    });
    expect(await ask({ overrides: [{ model: 0, pricing }] })).toMatchObject({ rule: 'model 0' });
  });

  it('replays recorded orders with rules to try', async () => {
    const ask = async (body: object) =>
      (await send('POST', '/v1/pricing/replay', JSON.stringify(body))).json();
    const nothing = { orders: 0, won: 0, revenue: '0', margin: '0', actual: { won: 0, revenue: '0' } };
    expect(await ask({})).toMatchObject(nothing);
    const pricing = { strategy: 'costPlus', perHour: '1', margin: 0.2 };
    expect(await ask({ pricing, last: 5, model: 0 })).toMatchObject(nothing);
  });

  it.each([
    ['/v1/pricing/preview', {}, 400, 'BODY_INVALID'],
    ['/v1/pricing/preview', { model: 9 }, 404, 'MODEL_UNKNOWN'],
    ['/v1/pricing/preview', { model: 0, utilisation: 2 }, 400, 'BODY_INVALID'],
    ['/v1/pricing/preview', { model: 0, maxPrice: '-1' }, 400, 'BODY_INVALID'],
    ['/v1/pricing/preview', { model: 0, inferences: 0 }, 400, 'BODY_INVALID'],
    ['/v1/pricing/preview', { model: 0, pricing: { strategy: 'magic' } }, 400, 'BODY_INVALID'],
    ['/v1/pricing/preview', { model: 0, floor: '9' }, 400, 'CONFIG_INVALID'],
    ['/v1/pricing/replay', { last: 0 }, 400, 'BODY_INVALID'],
    ['/v1/pricing/replay', { last: 5_001 }, 400, 'BODY_INVALID'],
    ['/v1/pricing/replay', { perHour: '0' }, 400, 'BODY_INVALID'],
    ['/v1/pricing/replay', { colour: 'red' }, 400, 'BODY_INVALID'],
  ])('answers POST %s of %j with %i %s', async (path, body, status, code) => {
    expect(await problem(await send('POST', path, JSON.stringify(body)))).toMatchObject({ status, code });
  });

  it('pauses, drains and resumes, and says when it is safe to stop', async () => {
    const post = async (path: string, body?: string) =>
      (await fetch(url + path, { method: 'POST', ...(body ? { body, headers: JSON_TYPE } : {}) })).json();
    const busy = { openOrders: 0, openAgreements: 1, safeToStop: false };
    expect(await post('/v1/pause')).toEqual({ mode: 'paused', since: 5, stops: false, ...busy });
    expect(await post('/v1/drain')).toMatchObject({ mode: 'draining', stops: true });
    expect(await post('/v1/drain', '{"stop":false}')).toMatchObject({ mode: 'draining', stops: false });
    expect(await get('/v1/health')).toMatchObject({ bidding: { mode: 'draining', ...busy } });
    expect(await post('/v1/resume', '{}')).toMatchObject({ mode: 'running' });
  });

  it('shows what is spent, and alerts', async () => {
    const use = { feesToday: '0', locked: '0', openAgreements: 0, openOrders: 0 };
    expect(await get('/v1/budget')).toEqual(use);
    expect(await get('/v1/alerts')).toEqual([]);
  });

  it('shows circuit breakers and resets them', async () => {
    const event = {
      type: 'providers.Slashed',
      provider: context.chain.account,
      amount: planck(1n),
      to: accountId('5Treasury'),
    } as const;
    const block = { number: 1, hash: HASH };
    await context.guard.sawBlock({
      block,
      parent: HASH,
      finality: 'best',
      events: [{ extrinsic: 0, event }],
    });
    const fault = { kind: 'slash', at: 5, subject: 'slash of 0.000000000001 AIRO in block 1' };
    expect(await get('/v1/breaker')).toEqual([
      { model: null, state: 'open', since: 5, until: 900_005, faults: [fault] },
    ]);
    const closed = [{ model: null, state: 'closed', since: null, until: null, faults: [] }];
    expect(await (await send('POST', '/v1/breaker/reset', '{}')).json()).toEqual(closed);
  });

  it('hosts a model on request, and keeps what went wrong inside to its log', async () => {
    const response = await send('POST', '/v1/models', '{"model":0}');
    expect(await response.json()).toMatchObject({ id: 0, state: 'ready' });
    const broken = await problem(await send('POST', '/v1/models', '{"model":6}'));
    expect(broken).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(broken)).not.toContain('defect');
    expect(internal).toHaveLength(1);
  });

  it('describes itself by OpenAPI 3.1', async () => {
    const document = (await get('/openapi.json')) as {
      openapi: string;
      paths: Record<string, object>;
      components: { schemas: object };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/config', '/v1/agreements/{id}/requests', '/v1/earnings']),
    );
    expect(document.paths['/v1/quote']).toMatchObject({ get: { security: [] } });
    expect(Object.keys(document.paths['/v1/config'] ?? {})).toEqual(['get', 'patch']);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Order', 'Problem']));
  });
});

describe('a REST API with a token', () => {
  const settings = {
    restHost: '127.0.0.1',
    restPort: 0,
    tokens: openTokens('/nowhere', TOKEN, clock.now),
    publicPerMinute: 60,
    corsOrigins: [],
  };

  it('answers those only who have it', async () => {
    const rest = await startRest(await contextOf(), settings, silent);
    try {
      const ask = (authorization?: string) =>
        fetch(`${rest.url}/v1/config`, authorization ? { headers: { authorization } } : {});
      expect((await ask()).status).toBe(401);
      expect((await ask('Bearer a-token-of-16-or-mora')).status).toBe(401);
      expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
      expect((await fetch(`${rest.url}/openapi.json`)).status).toBe(200);
    } finally {
      await rest.close();
    }
  });

  it('is a must off loopback', async () => {
    const open = startRest(
      await contextOf(),
      { restHost: '0.0.0.0', restPort: 0, tokens: noTokens, publicPerMinute: 60, corsOrigins: [] },
      silent,
    );
    await expect(open).rejects.toMatchObject({ code: 'REST_OPEN' });
  });
});
