import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccountId, type ModelId, modelId, planck } from '@airo/chain-types';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serversForTests } from '../../../../program/test/support/servers/find-program.ts';
import {
  type PostgresServer,
  startPostgres,
} from '../../../../program/test/support/servers/postgres-server.ts';
import { openPgliteIndex, openPostgresIndex } from '../../../src/adapters/store/open-index.ts';
import { openSchema } from '../../../src/adapters/store/open-schema.ts';
import { pgliteSession } from '../../../src/adapters/store/session.ts';
import { createSqlReader } from '../../../src/adapters/store/sql-reader.ts';
import { createSqlStore } from '../../../src/adapters/store/sql-store.ts';
import { emptyBook } from '../../../src/domain/fold/book.ts';
import { CONSUMER, deal, hashOf, OWNER, PROVIDER, RIVAL } from '../../../src/measure/synthetic.ts';
import type { IndexReader } from '../../../src/ports/index-reader.ts';
import type { IndexStore } from '../../../src/ports/index-store.ts';
import { FakeChain } from '../../fakes/fake-chain.ts';
import { answersOf } from '../../support/answers.ts';
import { followTo } from '../../support/follow.ts';

const HASH = hashOf(1);

interface Opened {
  readonly store: IndexStore;
  readonly reader: IndexReader;
}

const haveServers = serversForTests('the index in PostgreSQL', ['postgres']);
const genesis = new FakeChain().genesisHash;
let postgres: PostgresServer;
let url: string;
let pglite: PGlite;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  pglite = await PGlite.create();
  if (!haveServers) return;
  postgres = await startPostgres();
  url = await postgres.database();
});
afterAll(async () => {
  for (const one of opened) await one.close();
  await pglite.close();
  await postgres?.close();
});

async function inPglite(rebuild = true): Promise<Opened> {
  const session = pgliteSession(pglite);
  await openSchema(session, { genesis, rebuild });
  return { store: createSqlStore(session), reader: createSqlReader(session) };
}

async function inPostgres(rebuild = true): Promise<Opened> {
  const index = await openPostgresIndex(url, postgres.password, { genesis, rebuild, onError: () => {} });
  opened.push(index);
  return index;
}

const places: [string, (rebuild?: boolean) => Promise<Opened>][] = [
  ['in PGlite', inPglite],
  ...(haveServers ? ([['in PostgreSQL', inPostgres]] satisfies [string, typeof inPostgres][]) : []),
];

describe.each(places)('an index %s', (_, open) => {
  let index: Opened;
  let chain: FakeChain;
  beforeEach(async () => {
    index = await open();
    chain = new FakeChain();
  });

  it('has no head at first, and later the last final block', async () => {
    expect(await index.store.head()).toBeNull();
    chain.growDeals(3);
    chain.finalise(2);
    await followTo(chain, index.store, 2);
    expect(await index.store.head()).toEqual({ ...(await chain.head('finalised')), at: 6_000, genesis });
  });

  it('tells the whole of a deal', async () => {
    chain.growDeals(1);
    chain.finalise(1);
    await followTo(chain, index.store, 1);
    const { reader } = index;
    const page = { limit: 10, after: null };
    expect(await reader.order(1)).toMatchObject({
      ...{ state: 'awarded', bids: 2, agreement: 1, provider: PROVIDER, price: 10_001_000_000n },
      bestBid: 10_001_000_000n,
    });
    expect(await reader.bidsOf(1)).toMatchObject([
      { provider: PROVIDER, price: 10_001_000_000n, firstPrice: 10_001_000_009n },
      { provider: RIVAL },
    ]);
    expect(await reader.agreement(1)).toMatchObject({
      ...{ state: 'closed', requests: 2, unanswered: 0, paidOnChain: 1, failed: 2, late: 0 },
      ...{ royaltyPaid: 1_000_000_000n, refunded: 9n * 10_001_000_000n, closedBlock: 1 },
    });
    expect((await reader.requests(1, {}, page)).items).toMatchObject([
      { index: 0, state: 'paid', responseSize: 100n, endedBlock: 1 },
      { index: 1, state: 'failed', failCode: 'Internal' },
    ]);
    expect(await reader.provider(PROVIDER)).toMatchObject({
      ...{ bids: 1, agreements: 1, openAgreements: 0, served: 1, failed: 2, compensation: 7n },
      ...{ earned: 8_901_000_000n, value: 10_001_000_000n },
    });
    expect(await reader.model(1)).toMatchObject({
      ...{ owner: OWNER, orders: 1, sold: 10, units: 1, royalties: 1_000_000_000n, providers: 2 },
      ...{ lastPrice: 10_001_000_000n, prices: [{ at: 3_000, price: 10_001_000_000n }], bestP95Ms: 9 },
    });
    expect((await reader.payments({ owner: OWNER }, page)).items).toHaveLength(1);
    expect(await reader.account(CONSUMER)).toMatchObject({
      orders: 1,
      openOrders: 0,
      units: 1,
      isProvider: false,
    });
    expect((await reader.activity({ agreement: 1, account: OWNER }, page)).items).toMatchObject([
      { type: 'execution.Settled', model: 1, order: 1 },
    ]);
    expect(await reader.stats()).toMatchObject({ models: 4, providers: 2, orders: 1, units: 1, requests: 2 });
  });

  it.each([
    ['at once', [[0, 1, 2]]],
    ['one after the other', [[0], [1], [2]]],
  ])('shares royalties out to the owners of the models that one was made from, %s', async (_, batches) => {
    const [child, grandchild] = [modelId(7), modelId(8)];
    const registered = (model: ModelId, owner: AccountId, parent: { model: ModelId; share: number }) => {
      const blob = { hash: HASH, size: 1n };
      const event = { type: 'models.Registered' as const, model, owner, parent, committed: null, version: 1 };
      const more = { artifact: blob, manifest: blob, weightsRoot: HASH, royalty: planck(1_000_000_000n) };
      return { extrinsic: 1, event: { ...event, ...more } };
    };
    const sold = deal(3).map(({ extrinsic, event }) => ({
      extrinsic,
      event: 'model' in event ? { ...event, model: grandchild } : event,
    })) as ReturnType<typeof deal>;
    const blocks = [
      [registered(child, RIVAL, { model: modelId(1), share: 0.3 })],
      [registered(grandchild, CONSUMER, { model: child, share: 0.5 })],
      sold,
    ];
    for (const batch of batches) {
      chain.grow(batch.map((n) => blocks[n] ?? []));
      chain.finalise(chain.bestNumber);
      await followTo(chain, index.store, chain.bestNumber);
    }
    const { reader } = index;
    expect(await reader.model(8)).toMatchObject({
      royalties: 1_000_000_000n,
      passedOn: 500_000_000n,
      inherited: 0n,
    });
    expect(await reader.model(7)).toMatchObject({ royalties: 0n, passedOn: 0n, inherited: 350_000_000n });
    expect(await reader.model(1)).toMatchObject({ royalties: 0n, inherited: 150_000_000n });
    expect((await reader.payments({}, { limit: 9, after: null })).items).toMatchObject([
      { model: 8, owner: CONSUMER, royalty: 1_000_000_000n, passedOn: 500_000_000n },
    ]);
    const day = { bucketMs: 86_400_000, from: 0, to: 1_000_000 };
    expect(await reader.income({ owner: CONSUMER, ...day })).toEqual([
      { at: 0, model: 8, units: 1, own: 500_000_000n, inherited: 0n },
    ]);
    expect(await reader.income({ owner: RIVAL, ...day, model: 7 })).toEqual([
      { at: 0, model: 7, units: 0, own: 0n, inherited: 350_000_000n },
    ]);
    expect(await reader.income({ owner: RIVAL, ...day, model: 1 })).toEqual([]);
    expect(await reader.account(OWNER)).toMatchObject({ royalties: 150_000_000n });
  });

  it('adds deals up in steps of time', async () => {
    chain.growDeals(45);
    chain.finalise(45);
    await followTo(chain, index.store, 45);
    const all = await index.reader.series({ bucketMs: 60_000, from: 0, to: 1_000_000 });
    expect(all.map(({ at, orders, units }) => [at, orders, units])).toEqual([
      [0, 19, 19],
      [60_000, 20, 20],
      [120_000, 6, 6],
    ]);
    expect(all[0]).toMatchObject({
      price: 10_010_000_000n,
      lowest: 10_001_000_000n,
      highest: 10_019_000_000n,
    });
    const one = await index.reader.series({ bucketMs: 86_400_000, from: 0, to: 1_000_000, model: 1 });
    expect(one).toMatchObject([{ orders: 12, royalty: 12_000_000_000n }]);
    expect(await index.reader.series({ bucketMs: 60_000, from: 0, to: 3_000 })).toEqual([]);
  });

  it('gives each row of a list once, page by page', async () => {
    chain.growDeals(7);
    chain.finalise(7);
    await followTo(chain, index.store, 7);
    const { reader } = index;
    const lists = [
      (page: Parameters<IndexReader['orders']>[1]) => reader.orders({}, page),
      (page: Parameters<IndexReader['orders']>[1]) => reader.payments({}, page),
      (page: Parameters<IndexReader['orders']>[1]) => reader.activity({}, page),
      (page: Parameters<IndexReader['orders']>[1]) => reader.blocks(page),
      (page: Parameters<IndexReader['orders']>[1]) => reader.bidsBy(PROVIDER, page),
      (page: Parameters<IndexReader['orders']>[1]) => reader.requests(3, {}, page),
      ...(['newest', 'cheapest', 'royalty', 'sold', 'value', 'fastest'] as const).map(
        (sort) => (page: Parameters<IndexReader['orders']>[1]) => reader.models({}, sort, page),
      ),
      ...(['newest', 'bond', 'served', 'earned', 'agreements'] as const).map(
        (sort) => (page: Parameters<IndexReader['orders']>[1]) => reader.providers({}, sort, page),
      ),
    ];
    for (const list of lists) {
      const whole = await list({ limit: 500, after: null });
      const pieces: unknown[] = [];
      for (let after = null as typeof whole.next; ; ) {
        const { items, next } = await list({ limit: 3, after });
        pieces.push(...items);
        if (next === null) break;
        after = next;
      }
      expect(whole.items.length).toBeGreaterThan(1);
      expect(pieces).toEqual([...whole.items]);
    }
    await expect(reader.orders({}, { limit: 1, after: ['x'] })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });

  it('finds models by what their manifests say, also by characters that patterns mean something by', async () => {
    chain.finalise(0);
    await followTo(chain, index.store, 0);
    const { store, reader } = index;
    const [hash] = await store.missingManifests(10);
    const manifest = {
      name: '100% sure_thing',
      description: 'd',
      license: 'MIT',
      unit: 'item',
      tags: ['vision'],
    };
    await store.saveManifest(hash as never, { manifest: manifest as never, error: null });
    expect(await store.missingManifests(10)).toHaveLength(3);
    const found = async (filter: object) =>
      (await reader.models(filter, 'newest', { limit: 9, after: null })).items.map(({ id }) => id);
    expect(await found({ search: '100% SURE_' })).toEqual([3]);
    expect(await found({ search: '_' })).toEqual([3]);
    expect(await found({ search: '%%' })).toEqual([]);
    expect(await found({ tag: 'vision' })).toEqual([3]);
    expect(await found({ tag: 'visio' })).toEqual([]);
    expect(await found({ search: '2' })).toEqual([2]);
  });

  it('lets one of two writers win, and leaves no trace of the other', async () => {
    chain.finalise(0);
    await followTo(chain, index.store, 0);
    const { store } = index;
    const from = await store.head();
    if (!from) throw new TypeError('no head');
    const to = (branch: string) => ({ ...from, number: 1, hash: `0x${branch.repeat(64)}` as const });
    await store.save(emptyBook(), from, to('1'));
    const book = { ...emptyBook(), blocks: [{ number: 1, hash: '0x', at: 0 }] };
    await expect(store.save(book, from, to('2'))).rejects.toMatchObject({ code: 'HEAD_MOVED' });
    expect((await index.reader.blocks({ limit: 9, after: null })).items).toHaveLength(1);
    expect(await store.head()).toEqual(to('1'));
  });

  it('goes on where it was, in steps of any size, and gives the same answers', async () => {
    chain.growDeals(30);
    for (const block of [0, 1, 2, 13, 30]) {
      chain.finalise(block);
      await followTo(chain, index.store, block);
    }
    const before = await answersOf(index.reader);
    const anew = await open();
    await followTo(chain, anew.store, 30);
    expect(JSON.stringify(await answersOf(anew.reader), bigints)).toBe(JSON.stringify(before, bigints));
  });

  it('is there when it is opened again', async () => {
    chain.finalise(0);
    await followTo(chain, index.store, 0);
    expect(await (await open(false)).store.head()).toEqual(await index.store.head());
  });
});

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

describe('an index of another chain', () => {
  it('is refused, and rebuilt when that is asked for', async () => {
    const root = await mkdtemp(join(tmpdir(), 'airo-index-'));
    const [folder, cache] = [join(root, 'index'), join(root, 'cache')];
    const first = await openPgliteIndex(folder, cache, { genesis, rebuild: false });
    await followTo(new FakeChain(), first.store, 0);
    await first.close();
    const other = { genesis: '0xother', rebuild: false };
    await expect(openPgliteIndex(folder, cache, other)).rejects.toMatchObject({
      code: 'INDEX_OF_ANOTHER_CHAIN',
    });
    const again = await openPgliteIndex(folder, cache, { ...other, rebuild: true });
    expect(await again.store.head()).toBeNull();
    await again.close();
    await rm(root, { recursive: true });
  });
});
