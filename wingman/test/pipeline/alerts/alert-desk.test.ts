import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { accountId } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createWebhook } from '../../../src/adapters/alerts/webhook.ts';
import { AlertDesk } from '../../../src/pipeline/alerts/alert-desk.ts';
import { alertPayloadSchema } from '../../../src/schemas/alerts.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { silent } from '../../fakes/rig.ts';
import { until } from '../../fakes/until.ts';

const SECRET = Buffer.alloc(32, 7);
const DAY_MS = 86_400_000;

interface Received {
  readonly id: string;
  readonly body: string;
  readonly isSigned: boolean;
}

/** As the guide shows it. */
function isSigned({ headers }: IncomingMessage, body: string, nowMs: number): boolean {
  const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']];
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > 300) return false;
  const expected = createHmac('sha256', SECRET).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}

describe('alerts by webhook', () => {
  let now: number;
  let store: MemoryStore;
  let server: Server;
  let port: number;
  let answer: (request: IncomingMessage) => { status: number; location?: string };
  let received: Received[];
  let stop: AbortController;
  let running: Promise<void>;
  const clock = {
    now: () => now,
    // Time passes as fast as it can while an alert is to be sent.
    wait: async (ms: number, signal?: AbortSignal) => {
      if ((await store.nextAlertAt()) !== null) now += ms;
      await setImmediate();
      if (signal?.aborted) throw new TypeError('aborted');
    },
  };
  beforeEach(async () => {
    [now, received, stop] = [1_700_000_000_000, [], new AbortController()];
    [running, store] = [Promise.resolve(), new MemoryStore()];
    answer = () => ({ status: 204 });
    server = createServer(async (request, response) => {
      const body = await text(request);
      const { status, location } = answer(request);
      if (status < 300) {
        const id = String(request.headers['webhook-id']);
        received.push({ id, body, isSigned: isSigned(request, body, now) });
      }
      response.writeHead(status, location ? { location } : {}).end();
    });
    await listen(0);
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    stop.abort();
    await running;
    await close();
  });
  const listen = (on: number) => new Promise<void>((done) => server.listen(on, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((done) => void server.close(() => done()));
  };
  function desk(path = '/hook'): AlertDesk {
    const alerts = new AlertDesk({
      store,
      clock,
      sink: createWebhook(`http://127.0.0.1:${port}${path}`, SECRET, clock),
      account: accountId('5Wing'),
      genesisHash: '0x99',
      log: silent,
    });
    running = alerts.run(stop.signal);
    return alerts;
  }
  const only = async () => (await store.alerts({ limit: 2, before: null }))[0];

  it('arrive once, signed, with what happened to whom', async () => {
    desk().raise('BREAKER_OPENED', 'model 3', 'last fault: timeout');
    await until(() => received.length === 1);
    expect(received[0]?.isSigned).toBe(true);
    expect(alertPayloadSchema.parse(JSON.parse(received[0]?.body ?? ''))).toEqual({
      type: 'BREAKER_OPENED',
      timestamp: new Date(1_700_000_000_000).toISOString(),
      data: { provider: '5Wing', genesis: '0x99', subject: 'model 3', message: 'last fault: timeout' },
    });
    await until(async () => (await only())?.state === 'delivered');
  });

  it('arrive when the receiver was down at first, under the same id', async () => {
    await close();
    desk().raise('SLASHED', '', 'slash of 5');
    await until(async () => ((await only())?.attempts ?? 0) >= 3);
    expect(await only()).toMatchObject({ state: 'waiting', error: expect.stringContaining('reached') });
    await listen(port);
    await until(() => received.length === 1);
    expect(received[0]).toMatchObject({ id: (await only())?.id, isSigned: true });
  });

  it('are sent by the next process when this one ended before', async () => {
    await close();
    const first = desk();
    first.raise('SLASHED', '', 'slash of 5');
    await until(async () => ((await only())?.attempts ?? 0) >= 1);
    stop.abort();
    await running;
    stop = new AbortController();
    await listen(port);
    desk();
    await until(() => received.length === 1);
  });

  it.each([
    ['an error of the receiver', 500, undefined],
    ['a redirect, which is not followed', 302, '/elsewhere'],
    ['a redirect that would keep the method', 307, '/elsewhere'],
  ])('are tried again after %s', async (_, status, location) => {
    const paths: (string | undefined)[] = [];
    answer = ({ url }) => {
      paths.push(url);
      return paths.length > 2 ? { status: 200 } : { status, ...(location ? { location } : {}) };
    };
    desk().raise('BUDGET_REACHED', '', '');
    await until(() => received.length === 1);
    expect(paths).toEqual(['/hook', '/hook', '/hook']);
    await until(async () => (await only())?.attempts === 3);
  });

  it('are given up after a day', async () => {
    answer = () => ({ status: 500 });
    const began = now;
    const alerts = desk();
    alerts.raise('SLASHED', '', '');
    await until(async () => {
      if (((await only())?.attempts ?? 0) >= 1) now += DAY_MS;
      return (await only())?.state === 'givenUp';
    });
    expect(now - began).toBeGreaterThanOrEqual(DAY_MS);
    answer = () => ({ status: 200 });
    expect(await alerts.test()).toMatchObject({ state: 'delivered', payload: { type: 'TEST' } });
    expect(received).toHaveLength(1);
  });

  it('are not waited for by whoever raises them, though nothing can be stored', async () => {
    store.saveAlert = async () => {
      throw new TypeError('disk full');
    };
    const alerts = desk();
    expect(alerts.raise('SLASHED', '', '')).toBeUndefined();
    await alerts.idle();
    expect(await alerts.test().catch((error: Error) => error.message)).toBe('disk full');
  });

  it('are not kept when nobody is to be told', async () => {
    const alerts = new AlertDesk({
      ...{ store, clock, sink: null, account: accountId('5Wing'), genesisHash: '0x99', log: silent },
    });
    alerts.raise('SLASHED', '', '');
    await alerts.idle();
    expect(await store.alerts({ limit: 5, before: null })).toEqual([]);
    expect(await alerts.test()).toBeNull();
  });
});
