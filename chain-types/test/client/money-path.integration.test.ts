import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AccountId,
  type AgreementId,
  type ChainClient,
  type ChainEvent,
  connectChain,
  type Hex,
  type Inclusion,
  type ModelId,
  modelId,
  type OrderId,
  type OrderSpec,
  PLANCK_PER_AIRO,
  planck,
  requestIndex,
  type TransactionQueue,
} from '../../src/index.ts';
import { type SpawnedChain, spawnEmbeddedChain } from '../support/embedded-chain.ts';

const blobOf = (text: string) => ({
  hash: `0x${createHash('sha256').update(text).digest('hex')}` as Hex,
  size: BigInt(text.length),
});
const PRICE = planck(PLANCK_PER_AIRO / 100n);
const ROYALTY = planck(PLANCK_PER_AIRO / 500n);
const KEY: Hex = `0x${'07'.repeat(32)}`;

/** The one event of the type that a transaction left. */
function event<T extends ChainEvent['type']>({ events }: Inclusion, type: T) {
  const found = events.filter((e): e is Extract<ChainEvent, { type: T }> => e.type === type);
  expect(found).toHaveLength(1);
  return found[0] as Extract<ChainEvent, { type: T }>;
}

describe('the way of the money through the real runtime', () => {
  let spawned: SpawnedChain;
  let chain: ChainClient;
  let owner: TransactionQueue;
  let consumer: TransactionQueue;
  let wing1: TransactionQueue;
  let wing2: TransactionQueue;
  let model: ModelId;
  let order: OrderId;
  let agreement: AgreementId;

  const spec = (changes: Partial<OrderSpec> = {}): OrderSpec => ({
    model,
    inferences: 10,
    maxPrice: planck(PRICE * 2n),
    channelQuota: 0,
    bidWindow: 50,
    duration: 200,
    responseWindow: 30,
    challengeWindow: 2,
    minBond: planck(0n),
    minScore: 0.25,
    sealed: false,
    award: 'manual',
    invited: null,
    consumerKey: KEY,
    hpkeKey: null,
    ...changes,
  });

  beforeAll(async () => {
    spawned = await spawnEmbeddedChain();
    chain = await connectChain({ endpoint: spawned.url });
    const queue = (uri: string) => chain.transactions({ kind: 'uri', uri }, { batchMs: 20 });
    owner = await queue('//Owner');
    consumer = await queue('//Consumer1');
    wing1 = await queue('//Wing1');
    wing2 = await queue('//Wing2');
  });

  afterAll(async () => {
    await chain?.close();
    await spawned?.stop();
  });

  it('reads models and providers of the genesis preset', async () => {
    const [first] = await chain.models.list();
    expect(first).toMatchObject({ id: 0, owner: owner.account, status: { kind: 'listed' }, version: 1 });
    expect(await chain.models.get(modelId(0))).toEqual(first);
    expect(await chain.models.byArtifact(first?.artifact.hash ?? '0x')).toBe(0);
    expect(await chain.models.get(modelId(77))).toBeNull();
    const provider = await chain.providers.get(wing1.account);
    expect(provider).toMatchObject({ account: wing1.account, chilled: false, covered: 0n });
    expect(await chain.providers.freeBond(wing1.account)).toBe(provider?.bond);
    expect(await chain.providers.score(wing1.account)).toBe(0.5);
    expect(await chain.providers.get(owner.account)).toBeNull();
    expect((await chain.providers.offers(wing1.account)).map((offer) => offer.model)).toEqual([0]);
  });

  it('commits and registers a model; the commitment is the one that the chain computes', async () => {
    const artifact = blobOf('model bytes');
    const manifest = blobOf('{"manifest":1}');
    const salt: Hex = `0x${randomBytes(32).toString('hex')}`;
    const commitment = chain.models.commitment(artifact.hash, owner.account, salt);
    const committed = await owner.submit(chain.models.commit(commitment));
    expect(event(committed, 'models.Committed')).toEqual({
      type: 'models.Committed',
      who: owner.account,
      commitment,
    });
    await spawned.rpc('dev_newBlock', { count: (await chain.parameters()).models.commitAge });
    const init = { artifact, manifest, weightsRoot: KEY, royalty: ROYALTY, salt };
    const registered = await owner.submit(
      chain.models.register({ ...init, parent: { model: modelId(0), share: 0.1 } }),
    );
    const { model: id, ...rest } = event(registered, 'models.Registered');
    model = id;
    expect(rest).toEqual({
      type: 'models.Registered',
      owner: owner.account,
      artifact,
      manifest,
      weightsRoot: KEY,
      royalty: ROYALTY,
      version: 1,
      parent: { model: 0, share: 0.1 },
      committed: expect.any(Number),
    });
    expect(await chain.models.get(model)).toEqual({
      id: model,
      artifact,
      manifest,
      weightsRoot: KEY,
      royalty: ROYALTY,
      rise: null,
      version: 1,
      next: null,
      status: { kind: 'draft', attestations: 0 },
      owner: owner.account,
      parent: { model: 0, share: 0.1 },
    });
  });

  it('refuses an order for a draft by the name of the error', async () => {
    await expect(consumer.submit(chain.marketplace.placeOrder(spec()))).rejects.toMatchObject({
      code: 'DISPATCH_FAILED',
      data: { pallet: 'marketplace', name: 'ModelDraft', call: 'marketplace.placeOrder' },
    });
    expect(await chain.marketplace.quoteFloor(model)).toBeNull();
  });

  it('lists the model when a provider attests it, and takes offers for it', async () => {
    const attested = await wing1.submit(chain.models.attest(model, 1));
    expect(event(attested, 'models.Attested')).toMatchObject({ model, version: 1, provider: wing1.account });
    expect(event(attested, 'models.Listed')).toMatchObject({ model, version: 1 });
    expect(await chain.marketplace.quoteFloor(model)).toBeGreaterThan(ROYALTY);
    const terms = { p50Ms: 3, p95Ms: 9, perSecond: 500, maxBatch: 32, hardware: 'one CPU, 2 cores' };
    const offers = await Promise.all(
      [wing1, wing2].map((q) => q.submit(chain.providers.offer(model, terms))),
    );
    expect(offers.map((o) => event(o, 'providers.Offered').model)).toEqual([model, model]);
    expect(await chain.providers.offers(wing2.account)).toContainEqual({ model, terms });
  });

  it('updates a profile and reads it back as it was', async () => {
    const profile = {
      endpoint: 'https://wing.example/v2',
      peerId: '12D3KooWExample',
      multiaddrs: ['/ip4/127.0.0.1/tcp/4001', '/dns4/wing.example/tcp/4001'],
      hpkeKey: KEY,
      receiptKey: KEY,
      metadata: blobOf('more'),
      attestation: null,
    };
    const updated = await wing1.submit(chain.providers.updateProfile(profile));
    event(updated, 'providers.ProfileUpdated');
    expect((await chain.providers.get(wing1.account))?.profile).toEqual(profile);
  });

  it('places an order, holds its money, and says who may bid', async () => {
    const before = await chain.balance(consumer.account);
    const placed = await consumer.submit(chain.marketplace.placeOrder(spec()));
    const seen = event(placed, 'marketplace.OrderPlaced');
    order = seen.order;
    expect(seen).toMatchObject({ consumer: consumer.account, model, inferences: 10, award: 'manual' });
    expect(await chain.marketplace.order(order)).toMatchObject({
      id: order,
      consumer: consumer.account,
      spec: spec(),
      royalty: ROYALTY,
      manifest: blobOf('{"manifest":1}').hash,
      manifestVersion: 1,
      commissionPpm: (await chain.parameters()).marketplace.commissionPpm,
      bidsUntil: seen.bidsUntil,
    });
    expect((await chain.execution.money(consumer.account)).orders).toBe(PRICE * 20n);
    expect(before - (await chain.balance(consumer.account))).toBe(PRICE * 20n + placed.fee);
    expect(await chain.marketplace.ineligible(order, wing1.account)).toBeNull();
    expect(await chain.marketplace.ineligible(order, owner.account)).toBe('NotRegistered');
    expect((await chain.marketplace.openOrders(null, 10)).map(({ id }) => id)).toEqual([order]);
  });

  it('takes bids, cheapest first, and awards one', async () => {
    const terms = { maxOpen: 8, creditWindow: 4 };
    const bids = await Promise.all([
      wing1.submit(chain.marketplace.bid(order, planck(PRICE + 1n), terms)),
      wing2.submit(chain.marketplace.bid(order, PRICE, terms)),
    ]);
    expect(event(bids[1], 'marketplace.BidPlaced')).toMatchObject({ order, price: PRICE, terms });
    const listed = await chain.marketplace.bids(order);
    expect(listed.map(({ provider, price }) => [provider, price])).toEqual([
      [wing2.account, PRICE],
      [wing1.account, PRICE + 1n],
    ]);
    expect(await chain.marketplace.ineligible(order, wing1.account)).toBe('AlreadyBid');

    const awarded = await consumer.submit(chain.marketplace.award(order, wing2.account));
    agreement = event(awarded, 'marketplace.OrderAwarded').agreement;
    const { expires } = event(awarded, 'execution.AgreementOpened');
    expect(await chain.marketplace.order(order)).toBeNull();
    expect(await chain.marketplace.bids(order)).toEqual([]);
    expect(await chain.execution.agreement(agreement)).toMatchObject({
      id: agreement,
      order,
      consumer: consumer.account,
      provider: wing2.account,
      model,
      price: PRICE,
      royalty: ROYALTY,
      inferences: 10,
      maxOpen: 8,
      expires,
      open: 0,
      nextIndex: 0,
      state: 'open',
    });
    expect(await chain.execution.agreementsOf(wing2.account)).toEqual([agreement]);
    expect((await chain.execution.money(consumer.account)).agreements).toBe(PRICE * 10n);
  });

  it('posts requests, answers, fails one, and pays to the planck', async () => {
    const posted = await consumer.submit(
      chain.execution.postRequests(agreement, [
        { payload: blobOf('p0'), units: 3 },
        { payload: blobOf('p1'), units: 2 },
        { payload: blobOf('p2'), units: 1 },
      ]),
    );
    const requested = posted.events.filter((e) => e.type === 'execution.Requested');
    expect(requested.map(({ index, units, payload }) => [index, units, payload])).toEqual([
      [0, 3, blobOf('p0')],
      [1, 2, blobOf('p1')],
      [2, 1, blobOf('p2')],
    ]);
    const [first] = await chain.execution.requests(agreement);
    expect(first).toMatchObject({ agreement, index: 0, units: 3, state: { kind: 'open' } });
    expect(first?.deadline).toBe(requested[0]?.deadline);

    const [responded, failed] = await Promise.all([
      wing2.submit(
        chain.execution.respond(agreement, [
          { index: requestIndex(0), response: blobOf('r0') },
          { index: requestIndex(1), response: blobOf('r1') },
        ]),
      ),
      wing2.submit(chain.execution.fail(agreement, [{ index: requestIndex(2), code: 'PayloadInvalid' }])),
    ]);
    expect(responded.block).toEqual(failed.block);
    expect(responded.events.filter((e) => e.type === 'execution.Responded')).toHaveLength(2);
    expect(event(failed, 'execution.Failed')).toMatchObject({
      index: 2,
      code: 'PayloadInvalid',
      units: 1,
      refunded: PRICE,
      compensation: 0n,
    });
    expect(await chain.execution.request(agreement, requestIndex(0))).toMatchObject({
      state: { kind: 'answered', response: blobOf('r0'), at: responded.block.number },
    });
    const asked = [1, 9, 0].map(requestIndex);
    expect(await chain.execution.requests(agreement, asked)).toMatchObject([
      { index: 1, units: 2, state: { kind: 'answered', response: blobOf('r1') } },
      { index: 0, state: { kind: 'answered', response: blobOf('r0') } },
    ]);

    const approved = await consumer.submit(chain.execution.approve(agreement, [requestIndex(0)]));
    const paid = event(approved, 'execution.Settled');
    expect(paid).toMatchObject({
      indices: [0],
      units: 3,
      royalty: ROYALTY * 3n,
      commission: (PRICE * 3n) / 100n,
    });
    expect(paid.provider + paid.royalty + paid.commission).toBe(PRICE * 3n);

    expect(await chain.execution.due(agreement)).toBe(0);
    await spawned.rpc('dev_newBlock', { count: 3 });
    expect(await chain.execution.due(agreement)).toBe(2);
    expect((await chain.execution.money(wing2.account)).claimable).toBeGreaterThan(0n);
    const treasury = await chain.balance(chain.constants.treasury);
    const settled = await owner.submit(chain.execution.settle(agreement));
    expect(event(settled, 'execution.Settled')).toMatchObject({ indices: [1], units: 2 });
    expect((await chain.balance(chain.constants.treasury)) - treasury).toBeGreaterThanOrEqual(
      (PRICE * 2n) / 100n,
    );
    await expect(owner.submit(chain.execution.settle(agreement))).rejects.toMatchObject({
      data: { pallet: 'execution', name: 'NothingDue' },
    });
  });

  it('closes by agreement of both, and gives the rest back', async () => {
    const offered = await consumer.submit(chain.execution.offerClose(agreement));
    expect(event(offered, 'execution.CloseOffered').by).toBe(consumer.account);
    const accepted = await wing2.submit(chain.execution.acceptClose(agreement));
    const closed = event(accepted, 'execution.Closed');
    expect(closed).toMatchObject({ agreement, refunded: PRICE * 4n });
    expect(await chain.execution.agreement(agreement)).toBeNull();
    expect(await chain.execution.requests(agreement)).toEqual([]);
    expect(await chain.execution.agreementsOf(wing2.account)).toEqual([]);
    expect((await chain.execution.money(consumer.account)).agreements).toBe(0n);
  });

  it('tells what both sides have done', async () => {
    const done = { agreements: 1, served: 5n, failed: 0n, late: 0n, value: PRICE * 5n };
    expect(await chain.providers.record(wing2.account)).toMatchObject(done);
    expect(await chain.providers.consumerRecord(consumer.account)).toMatchObject(done);
    expect(await chain.providers.record(consumer.account)).toMatchObject({ agreements: 0, served: 0n });
  });

  it('awards the cheapest by a poke, times a request out, and lets the rest expire', async () => {
    const placed = await consumer.submit(
      chain.marketplace.placeOrder(
        spec({ award: 'cheapest', bidWindow: 3, responseWindow: 2, duration: 10 }),
      ),
    );
    const { order: id } = event(placed, 'marketplace.OrderPlaced');
    await wing1.submit(chain.marketplace.bid(id, PRICE, { maxOpen: 8, creditWindow: 1 }));
    await spawned.rpc('dev_newBlock', { count: 4 });
    // Blocks with room award by themselves; then there is nothing left to poke.
    const opened = await eventsSince<Extract<ChainEvent, { type: 'marketplace.OrderAwarded' }>>(
      placed,
      'marketplace.OrderAwarded',
    );
    expect(opened).toMatchObject([{ order: id, provider: wing1.account, price: PRICE }]);
    await expect(owner.submit(chain.marketplace.poke(id))).rejects.toMatchObject({
      data: { name: 'OrderClosed' },
    });
    const next = opened[0]?.agreement as AgreementId;
    await consumer.submit(chain.execution.postRequests(next, [{ payload: blobOf('late'), units: 1 }]));
    await spawned.rpc('dev_newBlock', { count: 3 });
    const late = await owner.submit(chain.execution.claimTimeout(next, requestIndex(0)));
    expect(event(late, 'execution.TimedOut')).toMatchObject({ index: 0, units: 1, refunded: PRICE });
    await spawned.rpc('dev_newBlock', { count: 15 });
    const closed = await owner.submit(chain.execution.close(next));
    expect(event(closed, 'execution.Closed').refunded).toBe(PRICE * 9n);
  });

  it('cancels an order and gives all of its money back', async () => {
    const placed = await consumer.submit(chain.marketplace.placeOrder(spec()));
    const { order: id } = event(placed, 'marketplace.OrderPlaced');
    const cancelled = await consumer.submit(chain.marketplace.cancel(id));
    expect(event(cancelled, 'marketplace.OrderCancelled')).toMatchObject({
      order: id,
      refunded: PRICE * 20n,
    });
  });

  it('lets what waits behind a bid go on when its order is cancelled in the very block', async () => {
    const placed = await consumer.submit(chain.marketplace.placeOrder(spec()));
    const { order: id } = event(placed, 'marketplace.OrderPlaced');
    const pooled = async (count: number) => {
      while ((await spawned.rpc<string[]>('author_pendingExtrinsics')).length < count) await nextTurn();
    };
    await spawned.rpc('dev_setBlockBuildMode', 'Manual');
    const cancelled = consumer.submit(chain.marketplace.cancel(id));
    await pooled(1);
    const bid = wing1.submit(chain.marketplace.bid(id, PRICE, { maxOpen: 1, creditWindow: 0 }));
    const refused = expect(bid).rejects.toMatchObject({
      code: 'DISPATCH_FAILED',
      data: { pallet: 'marketplace' },
    });
    await pooled(2);
    const behind = wing1.submit(chain.transfer(consumer.account, PRICE));
    await pooled(3);
    await spawned.rpc('dev_newBlock');
    const { block } = await cancelled;
    await refused;
    await pooled(2);
    await spawned.rpc('dev_newBlock');
    expect((await behind).block.number).toBe(block.number + 1);
    await spawned.rpc('dev_setBlockBuildMode', 'Batch');
  });

  it('retires, restores and sells a model; its new owner is read from the NFT', async () => {
    event(await owner.submit(chain.models.retire(model)), 'models.Retired');
    expect((await chain.models.get(model))?.status).toEqual({ kind: 'retired' });
    event(await owner.submit(chain.models.restore(model)), 'models.Restored');
    await owner.submit(chain.transferModel(model, consumer.account));
    expect((await chain.models.get(model))?.owner).toBe(consumer.account);
  });

  it('offers a model’s NFT for a price, takes the offer back, and sells it for no less', async () => {
    const [price, seller] = [planck(7n * 10n ** 12n), owner.account];
    expect(await chain.models.sale(model)).toBeNull();
    await consumer.submit(chain.models.sell(model, price));
    expect(await chain.models.sale(model)).toEqual({ price, buyer: null });
    await consumer.submit(chain.models.sell(model, null));
    expect(await chain.models.sale(model)).toBeNull();
    await consumer.submit(chain.models.sell(model, price));
    await expect(owner.submit(chain.models.buy(model, planck(price - 1n)))).rejects.toMatchObject({
      code: 'DISPATCH_FAILED',
      data: { pallet: 'nfts', name: 'BidTooLow' },
    });
    const before = await chain.balance(consumer.account);
    await owner.submit(chain.models.buy(model, price));
    expect((await chain.models.get(model))?.owner).toBe(seller);
    expect((await chain.balance(consumer.account)) - before).toBeGreaterThanOrEqual(price);
    expect(await chain.models.sale(model)).toBeNull();
    await owner.submit(chain.transferModel(model, consumer.account));
  });

  it('chills, activates, bonds and unbonds a provider', async () => {
    const provider: AccountId = wing1.account;
    event(await wing1.submit(chain.providers.chill()), 'providers.Chilled');
    expect((await chain.providers.get(provider))?.chilled).toBe(true);
    event(await wing1.submit(chain.providers.activate()), 'providers.Activated');
    const bonded = await wing1.submit(chain.providers.bondExtra(planck(5n)));
    expect(event(bonded, 'providers.Bonded').amount).toBe(5n);
    const unbonding = await wing1.submit(chain.providers.unbond(planck(5n)));
    expect(event(unbonding, 'providers.Unbonding').until).toBeGreaterThan(unbonding.block.number);
    event(await wing1.submit(chain.providers.withdrawOffer(model)), 'providers.OfferWithdrawn');
  });

  async function eventsSince<E extends ChainEvent>({ block }: Inclusion, type: E['type']): Promise<E[]> {
    const head = await chain.head('best');
    const stop = new AbortController();
    const found: E[] = [];
    for await (const seen of chain.blocks({ after: block, finality: 'best', signal: stop.signal })) {
      found.push(...seen.events.flatMap(({ event: e }) => (e.type === type ? [e as E] : [])));
      if (seen.block.number >= head.number) break;
    }
    stop.abort();
    return found;
  }
});
