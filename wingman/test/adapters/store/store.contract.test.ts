import {
  type AgreementId,
  accountId,
  agreementId,
  type Hex,
  modelId,
  orderId,
  planck,
  requestIndex,
} from '@airo/chain-types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { serversForTests } from '../../../../program/test/support/servers/find-program.ts';
import {
  type PostgresServer,
  startPostgres,
} from '../../../../program/test/support/servers/postgres-server.ts';
import { openPgliteStore } from '../../../src/adapters/store/pglite-store.ts';
import { openPostgresStore } from '../../../src/adapters/store/postgres-store.ts';
import { type OrderReason, stageOf } from '../../../src/domain/order-outcome.ts';
import type { Change } from '../../../src/ports/change.ts';
import type { AlertRecord } from '../../../src/ports/records.ts';
import type { DecisionFilter, Store } from '../../../src/ports/store.ts';
import { createPostgresPool } from '../../../src/postgres.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { sampleConfig } from '../../fakes/sample-config.ts';
import { closeMemoryDatabase, memoryDatabase } from '../../fakes/temp-database.ts';

const HUGE = 2n ** 100n;
const hex = (digit: string): Hex => `0x${digit.repeat(64)}`;
const blob = (digit: string) => ({ hash: hex(digit), size: 10n });
const clock = { now: () => 1_000, wait: async () => {} };

const seen = (id: number): Change => ({
  type: 'order.seen',
  order: {
    id: orderId(id),
    consumer: accountId('5Consumer'),
    model: modelId(3),
    inferences: 100,
    maxPrice: planck(HUGE),
    bidsUntil: 20,
    award: 'cheapest',
  },
});
const opened = (id: number, model = 3): Change => ({
  type: 'agreement.opened',
  agreement: {
    id: agreementId(id),
    order: orderId(1),
    consumer: accountId('5Consumer'),
    model: modelId(model),
    manifest: hex('a'),
    price: planck(HUGE),
    inferences: 100,
    expires: 200,
    closesAfter: 350,
  },
});
const posted = (index: number, payload = blob('1'), units = 1): Change => ({
  type: 'request.posted',
  request: { agreement: agreementId(7), index: requestIndex(index), payload, units, posted: 5, deadline: 50 },
});
const at = { agreement: agreementId(7), index: requestIndex(0) };
const computed: Change = { type: 'request.computed', ...at, response: blob('2') };
const job = (id: string, notBefore: number | null): Change => ({
  type: 'job',
  job: { id, queue: 'inference', data: { agreement: 7, indices: [0] }, notBefore },
});

const haveServers = serversForTests('the store in PostgreSQL');
let postgres: PostgresServer;
let pool: Pool;
beforeAll(async () => {
  if (!haveServers) return;
  postgres = await startPostgres();
  const login = { url: await postgres.database(), password: postgres.password };
  pool = createPostgresPool(login, { max: 4, onError: () => {} });
});
afterAll(async () => {
  await closeMemoryDatabase();
  await pool?.end();
  await postgres?.close();
});

async function inPostgres(): Promise<Store> {
  await pool.query('drop schema if exists wingman cascade');
  return openPostgresStore(pool, clock);
}

const stores: [string, () => Promise<Store>][] = [
  ['in memory', async () => new MemoryStore(clock)],
  ['in PGlite', async () => openPgliteStore(await memoryDatabase(), clock)],
  ...(haveServers ? ([['in PostgreSQL', inPostgres]] satisfies [string, () => Promise<Store>][]) : []),
];

describe.each(stores)('a store %s', (_, open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  it('has no cursor at first, and later the one of the last block, for each finality', async () => {
    expect(await store.cursor('best')).toBeNull();
    await store.apply([], { finality: 'best', block: { number: 1, hash: hex('1') } });
    await store.apply([], { finality: 'best', block: { number: 2, hash: hex('2') } });
    expect(await store.cursor('best')).toEqual({ number: 2, hash: hex('2') });
    expect(await store.cursor('finalised')).toBeNull();
  });

  it('takes several facts about one request at once, in their order', async () => {
    await store.apply([posted(0), posted(0, blob('3')), posted(0, blob('4'))]);
    const answered = (digit: string): Change => ({ type: 'request.answered', ...at, response: blob(digit) });
    await store.apply([answered('5'), answered('6')]);
    expect(await store.requests(agreementId(7))).toMatchObject([
      { payload: blob('4'), state: 'answered', response: blob('6') },
    ]);
  });

  it('holds the same whether facts come together or one after the other', async () => {
    let next = 100;
    const index = fc.nat(3).map(requestIndex);
    const digit = fc.constantFrom('1', '2');
    const about = fc.nat(3).map((i) => `job-${i}`);
    type Fact = (agreement: AgreementId) => Change;
    const fact: fc.Arbitrary<Fact> = fc.oneof(
      fc.tuple(index, digit, fc.integer({ min: 1, max: 2 })).map(
        ([i, d, units]): Fact =>
          (agreement) => ({
            type: 'request.posted',
            request: { agreement, index: i, payload: blob(d), units, posted: 5, deadline: 50 },
          }),
      ),
      fc.tuple(index, digit).map(
        ([i, d]): Fact =>
          (agreement) => ({
            type: 'request.computed',
            agreement,
            index: i,
            response: blob(d),
          }),
      ),
      fc.tuple(index, digit).map(
        ([i, d]): Fact =>
          (agreement) => ({
            type: 'request.answered',
            agreement,
            index: i,
            response: { hash: hex(d), size: 2n ** 60n },
          }),
      ),
      index.map(
        (i): Fact =>
          (agreement) => ({
            type: 'request.refused',
            agreement,
            index: i,
            code: 'TooLarge',
            detail: `'${i}'`,
          }),
      ),
      index.map(
        (i): Fact =>
          (agreement) => ({ type: 'request.reopened', agreement, index: i }),
      ),
      fc.tuple(index, fc.constantFrom('settled', 'failed', 'timedOut')).map(
        ([i, how]): Fact =>
          (agreement) => ({ type: 'request.ended', agreement, index: i, how }),
      ),
      about.map(
        (id): Fact =>
          (agreement) => ({
            type: 'job',
            job: { id: `${agreement}-${id}`, queue: 'settle', data: { agreement }, notBefore: null },
          }),
      ),
      about.map(
        (id): Fact =>
          (agreement) => ({ type: 'job.done', id: `${agreement}-${id}` }),
      ),
      about.map(
        (id): Fact =>
          (agreement) => ({
            type: 'job.later',
            id: `${agreement}-${id}`,
            notBefore: 1_000_000,
          }),
      ),
    );
    const left = async (agreements: readonly AgreementId[]) => {
      const jobs = await store.takeJobs(0, 1_000);
      return Promise.all(
        agreements.map(async (agreement) => ({
          requests: (await store.requests(agreement)).map((request) => ({ ...request, agreement: 0 })),
          jobs: jobs.filter(({ data }) => data.agreement === agreement).map(({ id }) => id.split('-').at(-1)),
        })),
      );
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fact, { maxLength: 12 }), { maxLength: 3 }), async (batches) => {
        const [together, apart] = [agreementId(next++), agreementId(next++)];
        for (const facts of batches) {
          await store.apply(facts.map((make) => make(together)));
          for (const make of facts) await store.apply([make(apart)]);
        }
        const [one, other] = await left([together, apart]);
        expect(one).toEqual(other);
      }),
      { numRuns: 15 },
    );
  });

  it('keeps an order from when it was first seen to its outcome, with money of any size', async () => {
    await store.apply([seen(1), seen(2)]);
    expect(await store.openOrders()).toHaveLength(2);
    const outcome = {
      order: orderId(1),
      stage: 'lost',
      reason: 'AWARDED_TO_OTHER',
      price: planck(HUGE - 1n),
      detail: 'x',
    } as const;
    await store.apply([{ type: 'order.outcome', outcome }, seen(1)]);
    expect(await store.order(orderId(1))).toMatchObject({ stage: 'lost', price: HUGE - 1n, maxPrice: HUGE });
    expect((await store.openOrders()).map((o) => o.id)).toEqual([2]);
    const facts = { model: 3, consumer: '5Consumer', inferences: 100, maxPrice: HUGE };
    expect(await store.decisions({ limit: 5, before: null })).toEqual([{ ...outcome, ...facts, at: 1_000 }]);
    expect((await store.orders({ limit: 1, before: null })).map((o) => o.id)).toEqual([2]);
    expect((await store.orders({ limit: 5, before: 2 })).map((o) => o.id)).toEqual([1]);
    expect(await store.order(orderId(9))).toBeNull();
  });

  it('lists open orders as it tells of each, oldest first', async () => {
    expect(await store.openOrders()).toEqual([]);
    const price = planck(HUGE - 1n);
    const standing = { stage: 'bidding', reason: 'BID_PLACED', price, detail: '\'"' } as const;
    await store.apply([seen(3), seen(2), seen(1)]);
    await store.apply([
      { type: 'order.outcome', outcome: { ...standing, order: orderId(2) } },
      {
        type: 'order.outcome',
        outcome: { ...standing, order: orderId(1), stage: 'failed', reason: 'INTERNAL' },
      },
    ]);
    const [second, third] = [await store.order(orderId(2)), await store.order(orderId(3))];
    expect(second).toMatchObject({ ...standing, maxPrice: HUGE });
    expect(await store.openOrders()).toEqual([second, third]);
  });

  it('finds decisions by stage, reason, model and consumer, page by page, and counts them by reason', async () => {
    const decide = (id: number, reason: OrderReason, changes: object = {}): Change[] => {
      const order = seen(id);
      if (order.type !== 'order.seen') return [];
      const outcome = { order: orderId(id), stage: stageOf(reason), reason, price: null, detail: '' };
      return [
        { ...order, order: { ...order.order, ...changes } },
        { type: 'order.outcome', outcome },
      ];
    };
    await store.apply([
      ...decide(1, 'NO_CAPACITY'),
      ...decide(2, 'WON', { model: modelId(4) }),
      ...decide(3, 'NO_CAPACITY', { consumer: accountId('5Other') }),
      ...decide(4, 'NO_CAPACITY'),
      seen(5),
    ]);
    const found = async (filter: DecisionFilter, before: number | null = null, limit = 9) =>
      (await store.decisions({ limit, before }, filter)).map(({ order }) => order);
    expect(await found({})).toEqual([4, 3, 2, 1]);
    expect(await found({ reason: 'NO_CAPACITY' })).toEqual([4, 3, 1]);
    expect(await found({ reason: 'NO_CAPACITY' }, null, 2)).toEqual([4, 3]);
    expect(await found({ reason: 'NO_CAPACITY' }, 3, 2)).toEqual([1]);
    expect(await found({ stage: 'won' })).toEqual([2]);
    expect(await found({ model: modelId(3), consumer: accountId('5Consumer') })).toEqual([4, 1]);
    expect(await found({ stage: 'won', reason: 'NO_CAPACITY' })).toEqual([]);
    expect([...(await store.decisionCounts())].sort()).toEqual([
      ['NO_CAPACITY', 3],
      ['WON', 1],
    ]);
  });

  describe('of orders that are over', () => {
    const context = {
      order: orderId(1),
      model: modelId(3),
      consumer: accountId('5Consumer'),
      inferences: 100,
      durationMs: 600_000,
      award: 'cheapest',
      maxPrice: planck(HUGE),
      chainFloor: null,
      royalty: planck(HUGE - 3n),
      commissionPpm: 10_000,
      cheapest: planck(HUGE + 1n),
      msPerInference: 0.25,
      utilisation: 0.5,
      queue: 7,
      fees: { perBid: planck(1n), perAgreement: planck(2n), perRequest: planck(HUGE) },
    } as const;
    const decided = (id: number, stage: 'won' | 'lost' | 'bidding', withContext = true): Change => ({
      type: 'order.outcome',
      outcome: {
        order: orderId(id),
        stage,
        reason: 'BID_PLACED',
        price: planck(HUGE),
        detail: '',
        context: withContext ? context : undefined,
      },
    });
    const over = (id: number, how: 'awarded' | 'expired' = 'awarded'): Change => ({
      type: 'order.ended',
      order: orderId(id),
      how,
      awardedPrice: how === 'awarded' ? planck(HUGE - 9n) : null,
    });
    const rival = (id: number, price: bigint): Change => ({
      type: 'order.rivalBid',
      order: orderId(id),
      price: planck(price),
    });

    it('remembers the cheapest bid of others, and nothing of orders it never saw', async () => {
      await store.apply([seen(1), rival(1, HUGE), rival(1, HUGE - 5n), rival(1, HUGE - 4n), rival(2, 3n)]);
      const ids = [orderId(1), orderId(2)];
      expect(await store.rivalPrices(ids)).toEqual(new Map([[orderId(1), HUGE - 5n]]));
      await store.apply([seen(2)]);
      expect(await store.rivalPrices(ids)).toEqual(new Map([[orderId(1), HUGE - 5n]]));
      expect(await store.rivalPrices([])).toEqual(new Map());
    });

    it('gives them back whole, with what their price was made of', async () => {
      await store.apply([seen(1), decided(1, 'bidding'), rival(1, HUGE + 1n), over(1)]);
      expect(await store.pastOrders({ limit: 5 })).toEqual([]);
      await store.apply([decided(1, 'won', false)]);
      expect(await store.pastOrders({ limit: 5 })).toEqual([
        {
          id: 1,
          consumer: '5Consumer',
          model: 3,
          inferences: 100,
          maxPrice: HUGE,
          bidsUntil: 20,
          award: 'cheapest',
          stage: 'won',
          price: HUGE,
          rivalPrice: HUGE + 1n,
          ended: 'awarded',
          awardedPrice: HUGE - 9n,
          context,
        },
      ]);
    });

    it('gives the newest, oldest first, by model and consumer', async () => {
      const ids = [1, 2, 3];
      await store.apply(ids.flatMap((id) => [seen(id), decided(id, 'lost', id === 3), over(id, 'expired')]));
      const found = async (filter: Parameters<Store['pastOrders']>[0]) =>
        (await store.pastOrders(filter)).map((order) => order.id);
      expect(await found({ limit: 2 })).toEqual([2, 3]);
      expect(await found({ limit: 9, model: modelId(3), consumer: accountId('5Consumer') })).toEqual(ids);
      expect(await found({ limit: 9, model: modelId(4) })).toEqual([]);
      expect(await found({ limit: 9, consumer: accountId('5Other') })).toEqual([]);
      expect((await store.pastOrders({ limit: 9 }))[0]).toMatchObject({ context: null, awardedPrice: null });
    });
  });

  it('knows the mean fee of each call, rounded up', async () => {
    const paid = (call: string, fee: bigint | null) =>
      store.recordTransaction({
        ...{ at: 1, subject: '', ok: fee !== null, block: null, error: '' },
        call,
        fee: fee === null ? null : planck(fee),
      });
    await paid('marketplace.bid', HUGE);
    await paid('marketplace.bid', HUGE + 1n);
    await paid('marketplace.bid', null);
    await paid('execution.respond', null);
    expect([...(await store.meanFees())]).toEqual([['marketplace.bid', HUGE + 1n]]);
  });

  it('keeps the last good price of AIRO', async () => {
    expect(await store.usdRate()).toBeNull();
    await store.saveUsdRate({ picoUsd: 5n, at: 1 });
    await store.saveUsdRate({ picoUsd: HUGE, at: 2 });
    expect(await store.usdRate()).toEqual({ picoUsd: HUGE, at: 2 });
  });

  it('keeps alerts until they have arrived, and what became of them', async () => {
    const alert = (id: string, nextAt: number): AlertRecord => ({
      id,
      payload: {
        type: 'SLASHED',
        timestamp: '2026-01-01T00:00:00.000Z',
        data: { provider: '5Wing', genesis: '0x9', subject: '', message: '' },
      },
      state: 'waiting',
      attempts: 0,
      nextAt,
      error: '',
    });
    expect(await store.nextAlertAt()).toBeNull();
    for (const one of [alert('a', 30), alert('b', 10), alert('c', 20)]) await store.saveAlert(one);
    const due = async (now: number, limit = 9) => (await store.dueAlerts(now, limit)).map(({ id }) => id);
    expect([await due(9), await due(20), await due(99, 2)]).toEqual([[], ['b', 'c'], ['b', 'c']]);
    expect(await store.nextAlertAt()).toBe(10);
    await store.saveAlert({ ...alert('b', 10), state: 'delivered', attempts: 1, nextAt: null });
    await store.saveAlert({ ...alert('c', 50), attempts: 1, error: 'no' });
    expect([await due(99), await store.nextAlertAt()]).toEqual([['a', 'c'], 30]);
    const newest = await store.alerts({ limit: 2, before: null });
    expect(newest.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(newest[0]).toMatchObject({ ...alert('c', 50), attempts: 1, error: 'no' });
    const older = await store.alerts({ limit: 5, before: newest[1]?.number ?? 0 });
    expect(older.map(({ id }) => id)).toEqual(['a']);
  });

  it('sums the fees of a day', async () => {
    const day = 86_400_000;
    const pay = (at: number, fee: bigint | null) =>
      store.recordTransaction({
        ...{ at, call: 'x', subject: '', ok: true, block: 1, error: '' },
        fee: fee === null ? null : planck(fee),
      });
    await pay(day - 1, 5n);
    await pay(day, HUGE);
    await pay(2 * day - 1, HUGE);
    await pay(day, null);
    expect([await store.feesOfDay(0), await store.feesOfDay(day + 7)]).toEqual([5n, 2n * HUGE]);
    expect(await store.feesOfDay(2 * day)).toBe(0n);
  });

  it('keeps what parts of the bot remember, by name', async () => {
    expect(await store.state('control')).toBeNull();
    await store.saveState('control', { mode: 'paused', faults: [1] });
    await store.saveState('control', { mode: 'running', faults: [] });
    await store.saveState('other', ['a']);
    await store.saveState('worker_b', 2);
    await store.saveState('worker/b', 2);
    await store.saveState('worker/a', { one: 1 });
    expect([...(await store.states('worker/'))]).toEqual([
      ['worker/a', { one: 1 }],
      ['worker/b', 2],
    ]);
    expect((await store.states('none')).size).toBe(0);
    expect(await store.state('control')).toEqual({ mode: 'running', faults: [] });
    expect(await store.state('other')).toEqual(['a']);
  });

  it('keeps agreements until they are closed', async () => {
    await store.apply([opened(7), opened(8), opened(7)]);
    await store.apply([{ type: 'agreement.closeOffered', agreement: agreementId(7), by: accountId('5C') }]);
    expect(await store.agreement(agreementId(7))).toMatchObject({
      closeOfferedBy: '5C',
      state: 'open',
      price: HUGE,
    });
    await store.apply([{ type: 'agreement.closed', agreement: agreementId(7) }]);
    expect((await store.openAgreements()).map((a) => a.id)).toEqual([8]);
    expect((await store.agreements({ limit: 9, before: null })).map((a) => a.id)).toEqual([8, 7]);
    expect(await store.agreement(agreementId(1))).toBeNull();
  });

  it('moves a request from open to computed to answered to settled, never back', async () => {
    await store.apply([posted(0), computed]);
    expect(await store.requests(agreementId(7))).toMatchObject([{ state: 'computed', response: blob('2') }]);
    await store.apply([posted(0), { ...computed, response: blob('9') } as Change]);
    expect(await store.requests(agreementId(7))).toMatchObject([{ state: 'computed', response: blob('2') }]);
    await store.apply([{ type: 'request.answered', ...at, response: blob('2') }, computed]);
    expect(await store.requests(agreementId(7))).toMatchObject([{ state: 'answered' }]);
    await store.apply([{ type: 'request.ended', ...at, how: 'settled' }]);
    await store.apply([{ type: 'request.answered', ...at, response: blob('3') }]);
    expect(await store.requests(agreementId(7))).toMatchObject([{ state: 'settled', response: blob('2') }]);
  });

  it('starts a request over when its block was retracted and another payload took its number', async () => {
    await store.apply([posted(0), computed, posted(0, blob('5'))]);
    expect(await store.requests(agreementId(7))).toMatchObject([
      { state: 'open', payload: blob('5'), response: null },
    ]);
    await store.apply([computed, posted(0, blob('5'), 2)]);
    expect(await store.requests(agreementId(7))).toMatchObject([{ state: 'open', units: 2 }]);
  });

  it('starts a request over when it was posted again in another block', async () => {
    const again = posted(0);
    if (again.type !== 'request.posted') return;
    await store.apply([posted(0), computed, { ...again, request: { ...again.request, posted: 6 } }]);
    expect(await store.requests(agreementId(7))).toMatchObject([
      { state: 'open', posted: 6, response: null },
    ]);
  });

  it('opens a request again whose outcome was retracted, but none whose outcome waits', async () => {
    const reopened: Change = { type: 'request.reopened', ...at };
    const open = [{ state: 'open', response: null }];
    await store.apply([posted(0), computed, reopened]);
    expect(await store.requests(agreementId(7))).toMatchObject([{ state: 'computed' }]);
    await store.apply([{ type: 'request.answered', ...at, response: blob('2') }, reopened]);
    expect(await store.requests(agreementId(7))).toMatchObject(open);
    for (const how of ['settled', 'failed', 'timedOut'] as const) {
      await store.apply([{ type: 'request.ended', ...at, how }, reopened]);
      expect(await store.requests(agreementId(7))).toMatchObject(open);
    }
  });

  it('counts the runs of a request that began and never ended, until it has an answer', async () => {
    const unended = async () => (await store.requests(agreementId(7)))[0]?.unendedRuns;
    const began: Change = { type: 'request.runBegan', ...at };
    const ended: Change = { type: 'request.runEnded', ...at };
    await store.apply([opened(7), posted(0)]);
    expect(await unended()).toBe(0);
    await store.apply([began]);
    await store.apply([began]);
    await store.apply([posted(0)]);
    expect(await unended()).toBe(2);
    await store.apply([ended]);
    expect(await unended()).toBe(1);
    await store.apply([computed]);
    await store.apply([began]);
    expect(await unended()).toBe(0);
    await store.apply([posted(0, blob('5')), ended]);
    expect(await unended()).toBe(0);
    await store.apply([began, posted(0)]);
    expect(await unended()).toBe(0);
  });

  it('starts an order over when another one took its number, or its end was retracted', async () => {
    const ended = (stage: 'lost' | 'won' | 'skipped'): Change => ({
      type: 'order.outcome',
      outcome: { order: orderId(1), stage, reason: 'WON', price: planck(1n), detail: 'x' },
    });
    const reopened: Change = { type: 'order.reopened', order: orderId(1) };
    const fresh = { stage: 'new', reason: null, price: null, detail: '' };
    const other = seen(1);
    if (other.type !== 'order.seen') return;
    for (const [name, value] of Object.entries({ bidsUntil: 21, consumer: '5Other', inferences: 7 })) {
      await store.apply([seen(1), ended('won'), { ...other, order: { ...other.order, [name]: value } }]);
      expect(await store.order(orderId(1))).toMatchObject({ ...fresh, [name]: value });
    }
    for (const stage of ['won', 'lost'] as const) {
      await store.apply([ended(stage), reopened]);
      expect(await store.order(orderId(1))).toMatchObject(fresh);
    }
    await store.apply([ended('skipped'), reopened]);
    expect(await store.order(orderId(1))).toMatchObject({ stage: 'skipped' });
  });

  it('opens an agreement again that was closed in a retracted block, with what it is now', async () => {
    await store.apply([opened(7), { type: 'agreement.closed', agreement: agreementId(7) }, opened(7, 4)]);
    expect(await store.agreement(agreementId(7))).toMatchObject({ state: 'open', model: 4 });
  });

  it('keeps why a request was refused, and finds requests by state and number', async () => {
    const refused: Change = { type: 'request.refused', ...at, code: 'PayloadInvalid', detail: 'no tensor' };
    await store.apply([posted(0), posted(1), posted(2), refused]);
    expect(await store.requests(agreementId(7), { states: ['refused'] })).toMatchObject([
      { index: 0, failCode: 'PayloadInvalid', detail: 'no tensor' },
    ]);
    const found = await store.requests(agreementId(7), { states: ['open'], indices: [0, 2] });
    expect(found.map((r) => r.index)).toEqual([2]);
    expect(await store.requests(agreementId(8))).toEqual([]);
  });

  it('hands each job out once, when its block has come, until it is done', async () => {
    await store.apply([job('a', null), job('b', 10), job('a', 99)]);
    expect(await store.takeJobs(9, 10)).toEqual([
      { id: 'a', queue: 'inference', data: { agreement: 7, indices: [0] } },
    ]);
    expect(await store.takeJobs(9, 10)).toEqual([]);
    expect((await store.takeJobs(10, 10)).map((j) => j.id)).toEqual(['b']);
    await store.apply([{ type: 'job.done', id: 'a' }]);
    await store.resetJobs();
    expect((await store.takeJobs(10, 10)).map((j) => j.id)).toEqual(['b']);
    await store.apply([{ type: 'job.later', id: 'b', notBefore: 12 }]);
    expect(await store.takeJobs(11, 10)).toEqual([]);
    expect(await store.takeJobs(12, 10)).toHaveLength(1);
  });

  it('writes nothing at all when one of the changes cannot be written', async () => {
    const impossible = { type: 'request.posted', request: { index: requestIndex(3) } } as unknown as Change;
    const writing = store.apply([opened(7), impossible], {
      finality: 'best',
      block: { number: 1, hash: hex('1') },
    });
    if (store instanceof MemoryStore) return void (await writing.catch(() => {}));
    await expect(writing).rejects.toThrow();
    expect(await store.agreement(agreementId(7))).toBeNull();
    expect(await store.cursor('best')).toBeNull();
  });

  it('sums finalised earnings once each, by model', async () => {
    const earned = (position: number, agreement: number): Change => ({
      type: 'earned',
      earning: {
        agreement: agreementId(agreement),
        block: 5,
        position,
        units: 2,
        provider: planck(HUGE),
        royalty: planck(2n),
        commission: planck(1n),
      },
    });
    await store.apply([opened(7), opened(8, 4), earned(0, 7), earned(0, 7), earned(1, 7), earned(2, 8)]);
    const { total, byModel } = await store.earnings();
    expect(total).toEqual({ units: 6, provider: 3n * HUGE, royalty: 6n, commission: 3n });
    expect(byModel.map((m) => [m.model, m.units])).toEqual([
      [3, 4],
      [4, 2],
    ]);
  });

  it('lists transactions, newest first', async () => {
    const record = {
      at: 1,
      call: 'execution.respond',
      subject: 'agreement 7',
      ok: true,
      block: 5,
      fee: planck(3n),
      error: '',
    };
    await store.recordTransaction(record);
    await store.recordTransaction({ ...record, ok: false, block: null, fee: null, error: 'TooLate' });
    const all = await store.transactions({ limit: 5, before: null });
    expect(all).toMatchObject([{ error: 'TooLate', fee: null }, { fee: 3n }]);
    const [newest] = await store.transactions({ limit: 1, before: null });
    expect(newest).toEqual(all[0]);
    expect(await store.transactions({ limit: 5, before: newest?.number ?? 0 })).toEqual([all[1]]);
  });

  it('lists the requests of an agreement from an index on', async () => {
    await store.apply([posted(0), posted(1), posted(2), posted(3)]);
    const indices = async (filter: { after?: number; limit?: number }) =>
      (await store.requests(agreementId(7), filter)).map(({ index }) => index);
    expect(await indices({ limit: 2 })).toEqual([0, 1]);
    expect(await indices({ after: 1 })).toEqual([2, 3]);
    expect(await indices({ after: 3, limit: 2 })).toEqual([]);
  });

  it('remembers who changed what, also when nobody knows what came of it', async () => {
    const entry = {
      ...{ at: 5, who: 'ci', role: 'operator' as const, from: '127.0.0.1' },
      ...{ method: 'POST', path: '/v1/pause', body: '{}' },
    };
    const first = await store.beginAudit(entry);
    const second = await store.beginAudit({ ...entry, who: 'x' });
    await store.endAudit(first, 200, 'done');
    expect(await store.audit({ limit: 5, before: null })).toEqual([
      { ...entry, who: 'x', number: second, status: null, result: '' },
      { ...entry, number: first, status: 200, result: 'done' },
    ]);
    expect(await store.audit({ limit: 5, before: second })).toMatchObject([{ number: first }]);
    expect(await store.audit({ limit: 1, before: null })).toHaveLength(1);
  });

  it('numbers configurations and remembers which the settings asked for', async () => {
    expect(await store.config()).toBeNull();
    expect(await store.configFromSettings()).toBeNull();
    const [first, second] = [sampleConfig(), sampleConfig({ bidding: false })];
    expect(await store.saveConfig(first, 'settings')).toMatchObject({ version: 1, at: 1_000 });
    await store.saveConfig(second, 'rest');
    expect(await store.config()).toMatchObject({ version: 2, source: 'rest', config: second });
    expect(await store.configFromSettings()).toEqual(first);
    await store.close();
  });
});
