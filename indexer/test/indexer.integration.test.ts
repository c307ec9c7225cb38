import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AgreementId,
  type ChainClient,
  connectChain,
  type Hex,
  modelId,
  OPEN_TO_ALL,
  type OrderId,
  type OrderSpec,
  PLANCK_PER_AIRO,
  planck,
  requestIndex,
  type TransactionQueue,
} from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SpawnedChain, spawnEmbeddedChain } from '../../chain-types/test/support/embedded-chain.ts';
import { until } from '../../wingman/test/fakes/until.ts';
import { type Running, start } from '../../wingman/test/support/process.ts';
import {
  accountSchema,
  activitySchema,
  agreementSchema,
  modelDetailSchema,
  orderDetailSchema,
  pageSchema,
  paymentSchema,
  providerDetailSchema,
  type ReadyEvent,
  requestSchema,
  seriesSchema,
  statsSchema,
  treasurySchema,
} from '../src/schemas/index.ts';

const KEY: Hex = `0x${'07'.repeat(32)}`;
const PRICE = planck(PLANCK_PER_AIRO / 100n);
const blobOf = (text: string) => ({
  hash: `0x${createHash('sha256').update(text).digest('hex')}` as Hex,
  size: BigInt(text.length),
});
const SPEC: OrderSpec = {
  ...{ model: modelId(0), inferences: 10, maxPrice: planck(PRICE * 2n) },
  ...{ bidWindow: 40, duration: 2_000, responseWindow: 200, challengeWindow: 50 },
  ...{ ...OPEN_TO_ALL, award: 'manual', consumerKey: KEY },
};

describe('an indexer on the real runtime', () => {
  let folder: string;
  let spawned: SpawnedChain;
  let chain: ChainClient;
  let consumer: TransactionQueue;
  let wing1: TransactionQueue;
  let wing2: TransactionQueue;
  let first: Running<ReadyEvent>;
  const running: Running<ReadyEvent>[] = [];

  const index = async (name: string, ...more: string[]) => {
    const one = await start<ReadyEvent>('indexer/src/main.ts', [
      ...['--data-dir', join(folder, name), '--chain-url', spawned.url, '--dx-url', 'http://127.0.0.1:9'],
      ...['--rest-port', '0', '--metrics-port', '0', '--log-level', 'warn', ...more],
    ]);
    running.push(one);
    return one;
  };
  const text = async ({ ready }: Running<ReadyEvent>, path: string) => {
    const response = await fetch(`${ready.restUrl}${path}`);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    return response.text();
  };
  const json = async (path: string) => JSON.parse(await text(first, path)) as unknown;
  const arrived = (one: Running<ReadyEvent>, block: number) =>
    until(async () => {
      const { head } = JSON.parse(await text(one, '/v1/status'));
      return head !== null && head.number >= block;
    }, `block ${block} in the index`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airo-indexer-'));
    spawned = await spawnEmbeddedChain();
    chain = await connectChain({ endpoint: spawned.url });
    const queue = (uri: string) => chain.transactions({ kind: 'uri', uri }, { batchMs: 20 });
    [consumer, wing1, wing2] = (await Promise.all(['//Consumer1', '//Wing1', '//Wing2'].map(queue))) as [
      TransactionQueue,
      TransactionQueue,
      TransactionQueue,
    ];
    first = await index('first');
  });
  afterAll(async () => {
    for (const one of running) await one.end('SIGTERM');
    await chain?.close();
    await spawned?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  let order: OrderId;
  let agreement: AgreementId;

  it('shows the whole way of the money', async () => {
    const placed = await consumer.submit(chain.marketplace.placeOrder(SPEC));
    order = placed.events.flatMap((e) =>
      e.type === 'marketplace.OrderPlaced' ? [e.order] : [],
    )[0] as OrderId;
    const terms = { maxOpen: 8, creditWindow: 4 };
    await Promise.all([
      wing1.submit(chain.marketplace.bid(order, planck(PRICE + 10n), terms)),
      wing2.submit(chain.marketplace.bid(order, PRICE, terms)),
    ]);
    const awarded = await consumer.submit(chain.marketplace.award(order, wing2.account));
    agreement = awarded.events.flatMap((e) =>
      e.type === 'execution.AgreementOpened' ? [e.agreement] : [],
    )[0] as AgreementId;
    await consumer.submit(
      chain.execution.postRequests(agreement, [
        { payload: blobOf('p0'), units: 3 },
        { payload: blobOf('p1'), units: 1 },
      ]),
    );
    await wing2.submit(
      chain.execution.respond(agreement, [{ index: requestIndex(0), response: blobOf('r0') }]),
    );
    await wing2.submit(chain.execution.fail(agreement, [{ index: requestIndex(1), code: 'Internal' }]));
    await consumer.submit(chain.execution.approve(agreement, [requestIndex(0)]));
    await consumer.submit(chain.execution.offerClose(agreement));
    const closed = await wing2.submit(chain.execution.acceptClose(agreement));
    // Nothing comes any more that would make two indexes differ.
    await spawned.rpc('dev_setBlockBuildMode', 'Manual');
    await arrived(first, closed.block.number);

    const found = orderDetailSchema.parse(await json(`/v1/orders/${order}`));
    expect(found).toMatchObject({ state: 'awarded', agreement, price: '0.01', bids: 2, bestBid: '0.01' });
    expect(found.terms).toMatchObject({ duration: 2_000, channelQuota: 0 });
    expect(found.bidList.map(({ provider, price, state }) => [provider, price, state])).toEqual([
      [wing2.account, '0.01', 'won'],
      [wing1.account, '0.01000000001', 'lost'],
    ]);
    expect(agreementSchema.parse(await json(`/v1/agreements/${agreement}`))).toMatchObject({
      ...{ state: 'closed', consumer: consumer.account, provider: wing2.account, inferences: 10 },
      ...{ requests: 2, unanswered: 0, paidOnChain: 3, failed: 1, remaining: 6, refunded: '0.07' },
      commissionPaid: '0.0003',
    });
    const requests = await json(`/v1/agreements/${agreement}/requests`);
    expect(pageSchema(requestSchema).parse(requests).items).toMatchObject([
      { index: 0, state: 'paid', response: blobOf('r0').hash, units: 3 },
      { index: 1, state: 'failed', failCode: 'Internal' },
    ]);
    const payments = pageSchema(paymentSchema).parse(await json(`/v1/payments?model=0`));
    expect(payments.items).toMatchObject([{ kind: 'settled', units: 3, commission: '0.0003' }]);
    const model = modelDetailSchema.parse(await json('/v1/models/0'));
    expect(model).toMatchObject({ status: 'listed', sold: 10, units: 3, lastPrice: '0.01', providers: 2 });
    expect(model.prices).toHaveLength(1);
    expect(model.offers).toHaveLength(2);
    expect(providerDetailSchema.parse(await json(`/v1/providers/${wing2.account}`))).toMatchObject({
      ...{ served: 3, failed: 1, successRate: 0.75, agreements: 1, openAgreements: 0 },
    });
    expect(statsSchema.parse(await json('/v1/stats'))).toMatchObject({
      ...{ orders: 1, openOrders: 0, bids: 2, agreements: 1, units: 3, value: '0.03' },
    });
    const { points } = seriesSchema.parse(await json('/v1/series?bucket=day&model=0'));
    expect(points).toMatchObject([{ orders: 1, agreements: 1, price: '0.01', units: 3, value: '0.03' }]);
    expect(points[0]?.royalty).toBe(model.royalties);
    expect(treasurySchema.parse(await json('/v1/treasury'))).toMatchObject({ commissions: '0.0003' });
    const account = accountSchema.parse(await json(`/v1/accounts/${consumer.account}`));
    expect(account).toMatchObject({ orders: 1, agreements: 1, units: 3, spent: '0.03' });
    expect(account.money).toEqual(expect.objectContaining({ orders: '0', agreements: '0' }));
    const activity = pageSchema(activitySchema).parse(await json(`/v1/activity?agreement=${agreement}`));
    expect(activity.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['execution.AgreementOpened', 'execution.Settled', 'execution.Closed']),
    );
    const [{ block = -1 } = {}] = activity.items;
    const inBlock = pageSchema(activitySchema).parse(await json(`/v1/activity?block=${block}`));
    expect(inBlock.items.length).toBeGreaterThan(0);
    expect(new Set(inBlock.items.map((item) => item.block))).toEqual(new Set([block]));
    expect((await fetch(`${first.ready.metricsUrl}/readyz`)).status).toBe(200);
  });

  it('gives the same bytes when it is made anew, and after a restart', async () => {
    const paths = [
      ...[
        '/v1/stats',
        '/v1/series?bucket=minute',
        '/v1/models',
        '/v1/models/0',
        '/v1/providers',
        '/v1/orders',
      ],
      ...[`/v1/orders/${order}`, '/v1/agreements', `/v1/agreements/${agreement}/requests`, '/v1/payments'],
      ...['/v1/treasury', '/v1/activity?limit=500', '/v1/blocks?limit=500', '/v1/search?q=0'],
      ...[`/v1/providers/${wing2.account}/bids`, `/v1/accounts/${wing2.account}`],
    ];
    const answers = (one: Running<ReadyEvent>) => Promise.all(paths.map((path) => text(one, path)));
    const { number } = await chain.head('finalised');
    await arrived(first, number);
    const before = await answers(first);
    const second = await index('second');
    await arrived(second, number);
    expect(await answers(second)).toEqual(before);
    await second.end('SIGTERM');
    const again = await index('second');
    await arrived(again, number);
    expect(await answers(again)).toEqual(before);
  });
});
