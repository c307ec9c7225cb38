import { accountId, agreementId, modelId, orderId, planck, requestIndex } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTokens } from '../../src/adapters/tokens/token-file.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { type RestServer, startRest } from '../../src/http/start-rest.ts';
import type { Change } from '../../src/ports/change.ts';
import { createRig, type Rig, silent } from '../fakes/rig.ts';

const NEVER = new AbortController().signal;
const HASH = `0x${'a'.repeat(64)}` as const;
const COUNT = 7;
const LISTS = ROUTES.filter(({ cursor }) => cursor);

const facts = (i: number): Change[] => {
  const common = { consumer: accountId('5Consumer'), model: modelId(0), inferences: 9 };
  const order = { id: orderId(i), ...common, maxPrice: planck(5n), bidsUntil: 3, award: 'cheapest' as const };
  const reason = { stage: 'skipped', reason: 'NO_CAPACITY', price: null, detail: '' } as const;
  const agreement = { id: agreementId(i), order: order.id, ...common, manifest: HASH, price: planck(5n) };
  const payload = { hash: HASH, size: 4n };
  const at = { agreement: agreementId(0), index: requestIndex(i) };
  return [
    { type: 'order.seen', order },
    { type: 'order.outcome', outcome: { order: order.id, ...reason } },
    { type: 'agreement.opened', agreement: { ...agreement, expires: 8, closesAfter: 9 } },
    { type: 'request.posted', request: { ...at, payload, units: 1, posted: 1, deadline: 2 } },
  ];
};

describe('every list of the REST API', () => {
  let rig: Rig;
  let rest: RestServer;
  beforeAll(async () => {
    rig = await createRig();
    const bot = rig.bot();
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    for (let i = 0; i < COUNT; i++) {
      await rig.store.apply(facts(i));
      await rig.store.recordTransaction({
        ...{ at: i, call: 'x', subject: '', ok: true, block: i, fee: planck(1n), error: '' },
      });
      const entry = {
        at: i,
        who: 'a',
        role: 'owner',
        from: '',
        method: 'POST',
        path: '/',
        body: '',
      } as const;
      await rig.store.beginAudit(entry);
      const data = { provider: '', genesis: '', subject: '', message: '' };
      const payload = { type: 'TEST', timestamp: '2026-01-01T00:00:00.000Z', data } as const;
      const sent = { state: 'delivered', attempts: 1, nextAt: null, error: '' } as const;
      await rig.store.saveAlert({ id: `msg_${i}`, payload, ...sent });
    }
    const tokens = openTokens('/nowhere', undefined, Date.now);
    const settings = { restHost: '127.0.0.1', restPort: 0, publicPerMinute: 60, corsOrigins: [], tokens };
    rest = await startRest(bot.restContext(), settings, silent);
  });
  afterAll(async () => {
    await rest.close();
    await rig.close();
  });

  async function walk(path: string): Promise<unknown[][]> {
    const pages: unknown[][] = [];
    for (let next: string | undefined = path; next !== undefined && pages.length <= COUNT; ) {
      const response: Response = await fetch(rest.url + next);
      pages.push((await response.json()) as unknown[]);
      next = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
    }
    return pages;
  }

  it('has a cursor, or is as short as the configuration', () => {
    const whole = ['/v1/decisions/counts', '/v1/breaker', '/v1/breaker/reset', '/v1/models'];
    const lists = ROUTES.filter(({ answer }) => answer.def.type === 'array').map(({ path }) => path);
    expect(lists.filter((path) => !whole.includes(path)).sort()).toEqual(
      LISTS.map(({ path }) => path).sort(),
    );
  });

  it.each(LISTS.map(({ path }) => [path.replace('{id}', '0')]))('%s is walked page by page', async (path) => {
    const [all] = await walk(`${path}?limit=500`);
    expect(all).toHaveLength(COUNT);
    const pages = await walk(`${path}?limit=3`);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(all);
    expect((await walk(`${path}?limit=${COUNT}`)).map((page) => page.length)).toEqual([COUNT]);
  });

  it.each(
    LISTS.flatMap(({ path, cursor }) =>
      ['limit=0', 'limit=501', 'limit=x', 'limit=', 'limit=1&limit=2', 'page=1']
        .concat(['-1', 'x', '1.5', ''].map((value) => `${cursor?.parameter}=${value}`))
        .map((query) => [`${path.replace('{id}', '0')}?${query}`]),
    ),
  )('%s is refused', async (path) => {
    const response = await fetch(rest.url + path);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'BODY_INVALID',
    ]);
  });

  it('answers as its description says', async () => {
    for (const { method, path, answer, stream } of ROUTES) {
      if (method !== 'get' || stream) continue;
      const got = await (await fetch(rest.url + path.replace('{id}', '0'))).json();
      expect([path, answer.safeParse(got).error?.message]).toEqual([path, undefined]);
    }
  });
});
