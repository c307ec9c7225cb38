import { createLogger, systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../src/http/routes.ts';
import { type RestServer, startRest } from '../../src/http/start-rest.ts';
import { CONSUMER, PROVIDER } from '../../src/measure/synthetic.ts';
import { followChain } from '../../src/pipeline/follow-chain.ts';
import { IndexState } from '../../src/pipeline/index-state.ts';
import { FakeChain } from '../fakes/fake-chain.ts';
import { memoryIndex } from '../support/memory-index.ts';

const LIMITS = { requestsPerMinute: 0, proxies: 0 };

describe('the REST API', () => {
  const chain = new FakeChain();
  const state = new IndexState(systemClock, 3_000);
  const stop = new AbortController();
  const log = createLogger({ name: 'test', level: 'silent' });
  let index: Awaited<ReturnType<typeof memoryIndex>>;
  let rest: RestServer;
  let following: Promise<void>;
  const reached = (block: number) =>
    new Promise<void>((resolve) => {
      if ((state.head?.number ?? -1) >= block) resolve();
      state.listen({ head: ({ number }) => number >= block && resolve(), manifest: () => {} });
    });

  beforeAll(async () => {
    index = await memoryIndex();
    chain.growDeals(5);
    chain.finalise(5);
    following = followChain({ chain, store: index.store, state, clock: systemClock, log }, stop.signal);
    await reached(5);
    const settings = { restHost: '127.0.0.1', restPort: 0, corsOrigins: ['*'], maxStreams: 1, ...LIMITS };
    const context = { reader: index.reader, chain, state };
    rest = await startRest(context, settings, log, () => ({ answered: () => {} }));
  });
  afterAll(async () => {
    stop.abort();
    await following;
    await rest.close();
    await index.close();
  });
  const get = (path: string, headers = {}) => fetch(`${rest.url}${path}`, { headers });

  it.each(ROUTES.map((route) => [route.path, route] as const))(
    '%s answers as it says',
    async (path, route) => {
      const account = path.includes('/accounts/') ? CONSUMER : PROVIDER;
      const query = path === '/v1/search' ? '?q=1' : '';
      const response = await get(path.replace('{id}', '1').replace('{account}', account) + query);
      expect(response.status).toBe(200);
      const body = await response.json();
      expect(route.answer.parse(body)).toEqual(body);
    },
  );

  it('describes itself with every route', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([...ROUTES.map(({ path }) => path), '/v1/activity/stream']);
  });

  it.each([
    ['/v1/models?limit=0', 400, 'BODY_INVALID'],
    ['/v1/models?limit=501', 400, 'BODY_INVALID'],
    ['/v1/models?sort=best', 400, 'BODY_INVALID'],
    ['/v1/models?nonsense=1', 400, 'BODY_INVALID'],
    ['/v1/models/x', 400, 'BODY_INVALID'],
    ['/v1/models/4294967296', 400, 'BODY_INVALID'],
    ['/v1/models/99', 404, 'NOT_FOUND'],
    ['/v1/models/4294967295', 404, 'NOT_FOUND'],
    ['/v1/orders/99', 404, 'NOT_FOUND'],
    ['/v1/orders?state=gone', 400, 'BODY_INVALID'],
    ['/v1/orders?model=4294967295', 200, undefined],
    ['/v1/orders?cursor=%20', 400, 'CURSOR_INVALID'],
    ['/v1/orders?cursor=WyJ4Il0', 400, 'CURSOR_INVALID'],
    ['/v1/orders?cursor=WzEsMl0', 400, 'CURSOR_INVALID'],
    ['/v1/agreements/99/requests', 404, 'NOT_FOUND'],
    ['/v1/providers/5Nobody', 400, 'BODY_INVALID'],
    [`/v1/providers/${CONSUMER}`, 404, 'NOT_FOUND'],
    ['/v1/series?bucket=year', 400, 'BODY_INVALID'],
    ['/v1/series?from=5&to=4', 400, 'RANGE_INVALID'],
    ['/v1/series?bucket=minute&from=0&to=1e15', 400, 'RANGE_INVALID'],
    ['/v1/activity?type=%27;drop', 400, 'BODY_INVALID'],
    ['/v1/search?q=', 400, 'BODY_INVALID'],
    ['/v1/search?q=%27%20or%201=1', 200, undefined],
    ['/v1/nothing', 404, 'NOT_FOUND'],
  ])('%s is answered with %i', async (path, status, code) => {
    const response = await get(path);
    const body = (await response.json()) as { code?: string };
    expect([response.status, body.code]).toEqual([status, code]);
    if (code) expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('follows its own cursors', async () => {
    const first = (await (await get('/v1/orders?limit=3')).json()) as {
      items: { id: number }[];
      next: string;
    };
    const second = await (await get(`/v1/orders?limit=3&cursor=${first.next}`)).json();
    expect(first.items.map(({ id }) => id)).toEqual([5, 4, 3]);
    expect(second).toMatchObject({ items: [{ id: 2 }, { id: 1 }], next: null });
  });

  it('lets pages of any origin read, and spares what they have already', async () => {
    const response = await get('/v1/stats', { origin: 'https://cockpit.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const again = await get('/v1/stats', {
      'if-none-match': response.headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
  });

  it('tells live what becomes final, once, from where a lost connection ended', async () => {
    const leave = new AbortController();
    const path = `${rest.url}/v1/activity/stream?type=execution.Closed`;
    const headers = { 'last-event-id': '4-99' };
    const response = await fetch(path, { headers, signal: leave.signal });
    expect((await get('/v1/activity/stream')).status).toBe(503);
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes('"number":6')) return;
      }
    })();
    chain.growDeals(1);
    chain.finalise(6);
    await reading;
    leave.abort();
    const ids = [...text.matchAll(/^id: (\d+)-\d+$/gm)].map(([, block]) => block);
    expect(ids).toEqual(['5', '6']);
  });

  it('tells live of a manifest that was read, which no block tells of', async () => {
    const leave = new AbortController();
    const open = () => fetch(`${rest.url}/v1/activity/stream`, { signal: leave.signal });
    let response = await open();
    // The one stream that there may be is free as soon as the server has noticed that its reader left.
    while (response.status === 503) response = await open();
    const hash = `0x${'0e'.repeat(32)}` as const;
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('event: manifest')) break;
      // Once it listens.
      if (text.includes('event: head')) state.manifestFound(hash);
    }
    leave.abort();
    expect(text).toContain(`event: manifest\ndata: {"hash":"${hash}"}\n\n`);
  });

  it('answers so many questions of one address in a minute, and says when to come back', async () => {
    const settings = { restHost: '127.0.0.1', restPort: 0, corsOrigins: ['*'], maxStreams: 1 };
    const limits = { requestsPerMinute: 2, proxies: 1 };
    const context = { reader: index.reader, chain, state };
    const few = await startRest(context, { ...settings, ...limits }, log, () => ({ answered: () => {} }));
    const ask = (from: string) =>
      fetch(`${few.url}/v1/stats`, { headers: { 'x-forwarded-for': from, origin: 'https://a.example' } });
    const first = [await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1')];
    expect(first.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(await first[2]?.json()).toMatchObject({ code: 'RATE_LIMITED', title: 'Too many requests' });
    expect(first[2]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(first[2]?.headers.get('access-control-allow-origin')).toBe('*');
    expect((await ask('192.0.2.2')).status).toBe(200);
    await few.close();
  });
});
