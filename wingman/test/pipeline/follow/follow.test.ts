import { setImmediate } from 'node:timers/promises';
import {
  type AgreementId,
  accountId,
  agreementId,
  type BlockEvents,
  type BlockRef,
  type Hex,
  modelId,
  type OrderId,
  orderId,
  planck,
  requestIndex,
} from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WingmanError } from '../../../src/errors.ts';
import { effectsOfBlock } from '../../../src/pipeline/follow/effects-of-block.ts';
import { followBest } from '../../../src/pipeline/follow/follow-best.ts';
import { followFinalised } from '../../../src/pipeline/follow/follow-finalised.ts';
import { inferenceJob, publishJob, settleJob } from '../../../src/pipeline/follow/jobs.ts';
import { reconcile } from '../../../src/pipeline/follow/reconcile.ts';
import { Relay } from '../../../src/pipeline/follow/relay.ts';
import type { JobQueue } from '../../../src/ports/queue.ts';
import { WING } from '../../fakes/fake-chain.ts';
import { MemoryQueue } from '../../fakes/memory-queue.ts';
import { createRig, picture, type Rig, silent } from '../../fakes/rig.ts';
import { until } from '../../fakes/until.ts';

const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
/** Waits only until other work had its turn: a retry that never yields would starve the test itself. */
const noTime = { now: () => 0, wait: () => setImmediate() };

describe('jobs', () => {
  it('have ids made of what they are about', () => {
    const [a, index] = [agreementId(3), requestIndex(5)];
    expect(inferenceJob(a, [index], hash('a'))).toEqual(inferenceJob(a, [index], hash('a')));
    expect(inferenceJob(a, [index], hash('a')).id).not.toBe(inferenceJob(a, [index], hash('b')).id);
    expect(inferenceJob(a, [], 'x').id).toBe('inference-3-0-x');
    expect(publishJob(a, 'x')).toMatchObject({ id: 'publish-x', queue: 'publish', notBefore: null });
  });

  it('settle what falls due within a few blocks together, and never too early', () => {
    const blocks = [10, 11, 12, 13].map((due) => settleJob(agreementId(1), due).notBefore ?? 0);
    expect(blocks).toEqual([12, 12, 16, 16]);
  });
});

describe('the effects of a block', () => {
  const block = (events: BlockEvents['events'][number]['event'][]): BlockEvents => ({
    block: { number: 7, hash: hash('7') },
    parent: hash('6'),
    finality: 'best',
    events: events.map((event) => ({ extrinsic: 0, event })),
  });
  const mine = agreementId(1);
  const context = { account: WING, isOurs: (id: AgreementId) => id === mine };
  const payload = { hash: hash('1'), size: 4n };
  const requested = (agreement: AgreementId, index: number) =>
    ({
      type: 'execution.Requested',
      agreement,
      index: requestIndex(index),
      payload,
      units: 1,
      deadline: 9,
    }) as const;

  it('are one job for the requests of one agreement, and nothing for others’ agreements', () => {
    const { changes } = effectsOfBlock(
      block([requested(mine, 0), requested(mine, 1), requested(agreementId(2), 0)]),
      context,
    );
    expect(changes.filter((c) => c.type === 'request.posted')).toHaveLength(2);
    expect(changes.filter((c) => c.type === 'job')).toMatchObject([
      { job: { data: { agreement: 1, indices: [0, 1] } } },
    ]);
  });

  it('remember what others bid and how each order ended', () => {
    const [order, price, other] = [orderId(3), planck(9n), accountId('5Other')];
    const terms = { maxOpen: 1, creditWindow: 0 };
    const { changes } = effectsOfBlock(
      block([
        { type: 'marketplace.BidPlaced', order, provider: other, price, terms },
        { type: 'marketplace.BidPlaced', order, provider: WING, price, terms },
        { type: 'marketplace.BidLowered', order, provider: other, price: planck(8n), terms },
        {
          type: 'marketplace.OrderAwarded',
          order,
          agreement: agreementId(4),
          consumer: other,
          provider: other,
          model: modelId(0),
          price: planck(8n),
          inferences: 1,
        },
        { type: 'marketplace.OrderCancelled', order, refunded: planck(0n) },
        { type: 'marketplace.OrderExpired', order, refunded: planck(0n) },
      ]),
      context,
    );
    expect(changes).toEqual([
      { type: 'order.rivalBid', order, price: 9n },
      { type: 'order.rivalBid', order, price: 8n },
      { type: 'order.ended', order, how: 'awarded', awardedPrice: 8n },
      { type: 'order.ended', order, how: 'cancelled', awardedPrice: null },
      { type: 'order.ended', order, how: 'expired', awardedPrice: null },
    ]);
  });

  it('include requests on an agreement that opens in the same block', () => {
    const opened = {
      type: 'execution.AgreementOpened',
      agreement: agreementId(5),
      order: 1,
      consumer: WING,
      provider: WING,
      model: 0,
      price: planck(1n),
      inferences: 1,
      expires: 9,
    } as never;
    const result = effectsOfBlock(block([opened, requested(agreementId(5), 0)]), context);
    expect(result.opened).toEqual([5]);
    expect(result.changes.map((c) => c.type)).toEqual(['request.posted', 'job']);
  });

  it('follow a request to its end, whichever it is', () => {
    const at = { agreement: mine, index: requestIndex(0) };
    const none = { units: 1, refunded: planck(0n), compensation: planck(0n) };
    const { changes } = effectsOfBlock(
      block([
        { type: 'execution.Responded', ...at, response: payload, due: 10 },
        { type: 'execution.Failed', ...at, code: 'Internal', ...none },
        { type: 'execution.TimedOut', ...at, ...none },
        { type: 'execution.Closed', agreement: mine, refunded: planck(0n) },
        { type: 'providers.Chilled', provider: WING },
        { type: 'other', pallet: 'system', name: 'ExtrinsicSuccess' },
      ]),
      context,
    );
    expect(changes.map((c) => ('how' in c ? c.how : c.type))).toEqual([
      'request.answered',
      'job',
      'failed',
      'timedOut',
      'agreement.closed',
    ]);
  });
});

describe('the follower', () => {
  let rig: Rig;
  let stop: AbortController;
  let heads: BlockRef[];
  /** Lengths of the runs of blocks that came while nobody looked. */
  let missed: number[];
  let following: Promise<void>[];
  beforeEach(async () => {
    rig = await createRig();
    stop = new AbortController();
    heads = [];
    missed = [];
    following = [];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.allSettled(following);
    await rig.close();
  });

  function follow(): Promise<void> {
    const { chain, store } = rig;
    const observe = { took: () => {} };
    const onBlock = async (_: BlockEvents | null, head: BlockRef) => void heads.push(head);
    const onMissed = async (blocks: readonly BlockEvents[]) => void missed.push(blocks.length);
    const context = { chain, store, clock: noTime, log: silent, onBlock, onMissed, observe };
    const running = followBest(context, stop.signal);
    following.push(running);
    return running;
  }
  /** The chain is away for so long that everybody has noticed. */
  async function lose(): Promise<void> {
    const { reads } = rig.chain;
    rig.chain.down = true;
    rig.chain.wake();
    await until(() => rig.chain.waiting === 0 && rig.chain.reads > reads + 5);
    rig.chain.down = false;
  }
  const cursor = async () => (await rig.store.cursor('best'))?.number;
  const agree = () => rig.chain.award(rig.chain.placeOrder({ model: rig.model }));

  it('stores what storage says at the start, and each block after it with its cursor', async () => {
    const order = rig.chain.placeOrder({ model: rig.model });
    const agreement = agree();
    const [first] = await rig.upload(picture(1));
    rig.chain.post(agreement, first ? [first] : []);
    void follow();
    await until(async () => (await cursor()) === rig.chain.number);
    expect(await rig.store.order(order)).toMatchObject({ stage: 'new' });
    expect(await rig.store.requests(agreement)).toMatchObject([{ state: 'open' }]);
    rig.chain.post(agreement, first ? [first, first] : []);
    await until(async () => (await rig.store.requests(agreement)).length === 3);
    expect(await cursor()).toBe(rig.chain.number);
    const jobs = await rig.store.takeJobs(rig.chain.number, 100);
    expect(jobs.filter((j) => j.queue === 'inference').map((j) => j.data.indices)).toEqual([[0], [1, 2]]);
  });

  it('reads the blocks that it missed, and stops reading where they are forgotten', async () => {
    const order = rig.chain.placeOrder({ model: rig.model });
    await rig.store.apply([], { finality: 'best', block: { number: 0, hash: hash('0') } });
    rig.chain.endOrder(order, 'expired');
    void follow();
    await until(async () => (await cursor()) === rig.chain.number);
    // The order is gone from storage, so only the missed block told of it.
    expect(await rig.store.order(order)).toMatchObject({ stage: 'new' });
  });

  it('stores missed blocks many at once, requests on what opened among them too', async () => {
    await rig.store.apply([], { finality: 'best', block: { number: 0, hash: hash('0') } });
    const [item] = await rig.upload(picture(1));
    const agreement = agree();
    rig.chain.block([], 150);
    const posted = rig.chain.post(agreement, item ? [item, item] : []);
    void follow();
    await until(async () => (await cursor()) === rig.chain.number && heads.length > 0);
    expect(missed.reduce((sum, length) => sum + length, 0)).toBe(rig.chain.number);
    expect(missed.length).toBeLessThan(4);
    expect((await rig.store.requests(agreement)).map((r) => r.index)).toEqual(posted);
  });

  it('does nothing by the state of a node that has fewer blocks than were finalised', async () => {
    const order = rig.chain.placeOrder({ model: rig.model });
    await rig.store.apply([], {
      finality: 'finalised',
      // As the fake names it.
      block: { number: 5, hash: `0x${'5'.padStart(64, '0')}` },
    });
    expect(rig.chain.number).toBeLessThan(5);
    void follow();
    const { reads } = rig.chain;
    await until(() => rig.chain.reads > reads + 5);
    expect(heads).toEqual([]);
    expect(await rig.store.order(order)).toBeNull();
    rig.chain.block([], 5 - rig.chain.number);
    await until(() => heads.length > 0);
    expect(await rig.store.order(order)).toMatchObject({ stage: 'new' });
  });

  it('ends before it does anything on a chain that has another block where one was seen finalised', async () => {
    const order = rig.chain.placeOrder({ model: rig.model });
    rig.chain.block([], 3);
    const block = { number: rig.chain.number - 1, hash: hash('3') };
    await rig.store.apply([], { finality: 'finalised', block });
    await expect(follow()).rejects.toMatchObject({ code: 'FINALITY_REVERTED', data: block });
    expect([heads, await rig.store.order(order)]).toEqual([[], null]);
  });

  it.each([1, 4, 9])(
    'goes back %d blocks: takes none that comes instead of what was finalised, or is on the way there',
    async (depth) => {
      const { chain, store } = rig;
      const ended = follow().catch((error) => error.code);
      await until(() => chain.waiting === 1);
      chain.block([], 12);
      await until(async () => (await cursor()) === chain.number);
      const finalised = { number: chain.number - 1, hash: await chain.hashAt(chain.number - 1) };
      await store.apply([], { finality: 'finalised', block: finalised });
      const seen = heads.length;
      chain.retract(depth);
      const others: OrderId[] = [];
      while (chain.number <= finalised.number) {
        others.push(chain.placeOrder({ model: rig.model }));
        for (let turn = 0; turn < 5; turn++) await setImmediate();
      }
      const known = await Promise.all(others.map((order) => store.order(order)));
      if (depth === 1) {
        await until(() => heads.length > seen);
        return;
      }
      expect(await ended).toBe('FINALITY_REVERTED');
      expect(heads).toHaveLength(seen);
      expect(known).toEqual(others.map(() => null));
    },
  );

  it('takes storage alone after a gap longer than nodes remember', async () => {
    const order = rig.chain.placeOrder({ model: rig.model });
    rig.chain.endOrder(order, 'expired');
    await rig.store.apply([], { finality: 'best', block: { number: 0, hash: hash('0') } });
    rig.chain.block([], 300);
    void follow();
    await until(async () => (await cursor()) === rig.chain.number);
    expect(await rig.store.order(order)).toBeNull();
  });

  it('takes storage when missed blocks can’t be read', async () => {
    await rig.store.apply([], { finality: 'best', block: { number: 0, hash: hash('0') } });
    rig.chain.block([], 3);
    const real = rig.chain.blocks.bind(rig.chain);
    rig.chain.blocks = (init) => {
      rig.chain.blocks = real;
      return (async function* (): AsyncGenerator<BlockEvents> {
        if (init) throw new WingmanError('CHAIN_UNAVAILABLE', 'pruned', {});
        yield* [];
      })();
    };
    void follow();
    await until(() => heads.length > 0);
    expect(await cursor()).toBe(3);
  });

  it('begins again when the chain is lost, and ends when it is another one', async () => {
    const ended = follow().catch((error) => error.code);
    await until(() => rig.chain.waiting === 1);
    await lose();
    await until(() => rig.chain.waiting === 1);
    expect(heads.length).toBeGreaterThan(1);
    rig.chain.blocks = () => {
      throw new WingmanError('CHAIN_CHANGED', 'other', {});
    };
    await lose();
    expect(await ended).toBe('CHAIN_CHANGED');
  });

  it('looks at storage again, a little later, when blocks were retracted', async () => {
    const agreement = agree();
    const [item] = await rig.upload(picture(1));
    rig.chain.post(agreement, item ? [item] : []);
    void follow();
    await until(() => rig.chain.waiting === 1);
    const [request] = await rig.chain.requests(agreement);
    if (!request) throw new TypeError('no request');
    await rig.chain.respond(agreement, [{ index: request.index, response: request.payload }]);
    const state = async () => (await rig.store.requests(agreement))[0]?.state;
    await until(async () => (await state()) === 'answered');
    await rig.store.takeJobs(1_000, 100);

    rig.chain.retract(1);
    rig.chain.requested.get(agreement)?.set(request.index, request);
    rig.chain.block([], 2);
    await until(async () => (await cursor()) === rig.chain.number);
    expect(await state()).toBe('answered');
    rig.chain.block([], 2);
    await until(async () => (await state()) === 'open');
    const jobs = await rig.store.takeJobs(1_000, 100);
    expect(jobs.filter((j) => j.queue === 'inference').map((j) => j.data.indices)).toEqual([[0]]);
  });

  it('goes on at the head when the node has forgotten what the finalised cursor points to', async () => {
    const agreement = agree();
    const { chain, store } = rig;
    void follow();
    await until(async () => (await store.openAgreements()).length === 1);
    await store.apply([], { finality: 'finalised', block: { number: 0, hash: hash('0') } });
    const real = chain.blocks.bind(chain);
    chain.blocks = (init) => {
      if (init.finality === 'finalised' && init.after?.number === 0) {
        throw new WingmanError('CHAIN_UNAVAILABLE', 'pruned', { code: 'STATE_PRUNED' });
      }
      return real(init);
    };
    following.push(followFinalised({ chain, store, clock: noTime, log: silent }, stop.signal));
    await until(() => chain.waiting === 2);
    expect((await store.cursor('finalised'))?.number).toBe(chain.number);
    const paid = { indices: [], units: 2, provider: planck(5n), royalty: planck(1n), commission: planck(1n) };
    chain.block([{ type: 'execution.Settled', agreement, ...paid }]);
    await until(async () => (await store.earnings()).total.units === 2);
  });

  it('books what finalised blocks paid for its own agreements, from where it was', async () => {
    const agreement = agree();
    const { chain, store } = rig;
    void follow();
    await until(async () => (await store.openAgreements()).length === 1);
    const context = { chain, store, clock: noTime, log: silent };
    following.push(followFinalised(context, stop.signal));
    await until(() => chain.waiting === 2);
    const settled = (id: AgreementId) =>
      ({
        type: 'execution.Settled',
        agreement: id,
        indices: [],
        units: 2,
        provider: planck(5n),
        royalty: planck(1n),
        commission: planck(1n),
      }) as const;
    chain.block([settled(agreement), settled(agreementId(999))]);
    await until(async () => (await store.earnings()).total.units === 2);
    await lose();
    chain.block([settled(agreement)]);
    await until(async () => (await store.earnings()).total.units === 4);
    expect((await store.cursor('finalised'))?.number).toBe(chain.number);
  });

  it.each(['CHAIN_CHANGED', 'FINALITY_REVERTED'] as const)('ends booking at %s', async (code) => {
    const { chain, store } = rig;
    chain.blocks = () => {
      throw new WingmanError(code, 'other', {});
    };
    const context = { chain, store, clock: noTime, log: silent };
    await expect(followFinalised(context, stop.signal)).rejects.toMatchObject({ code });
  });
});

describe('reconciling', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
  });
  afterEach(() => rig.close());

  it('finds answers, ends and new requests that nobody saw, and closes what is gone', async () => {
    const { chain, store } = rig;
    const [agreement, gone] = [1, 2].map(() => chain.award(chain.placeOrder({ model: rig.model })));
    if (agreement === undefined || gone === undefined) throw new TypeError('no agreement');
    const [item] = await rig.upload(picture(1));
    const items = item ? Array.from({ length: 5 }, () => item) : [];
    chain.post(agreement, items);
    await reconcile(chain, store);
    expect((await store.requests(agreement)).map((r) => r.state)).toEqual(Array(5).fill('open'));

    const at = (index: number) => ({ agreement, index: requestIndex(index) });
    const response = { hash: hash('b'), size: 1n };
    await chain.respond(agreement, [{ index: requestIndex(0), response }]);
    await store.apply([
      { type: 'request.computed', ...at(1), response },
      { type: 'request.answered', ...at(2), response },
    ]);
    for (const index of [2, 3]) chain.requested.get(agreement)?.delete(requestIndex(index));
    chain.agreed.delete(gone);
    await store.takeJobs(10_000, 100);
    const head = await reconcile(chain, store);
    expect((await store.requests(agreement)).map((r) => r.state)).toEqual([
      'answered',
      'computed',
      'settled',
      'timedOut',
      'open',
    ]);
    expect(await store.agreement(gone)).toMatchObject({ state: 'closed' });
    const jobs = await store.takeJobs(10_000, 100);
    expect(jobs.filter((j) => j.queue === 'inference').map((j) => j.data.indices)).toEqual([[4]]);
    expect(jobs.filter((j) => j.queue === 'publish').map((j) => j.id)).toEqual([
      `publish-reconcile-${agreement}-${head.number}`,
    ]);
  });

  it('begins anew with what storage says is open, though it was over in a block that is no more', async () => {
    const { chain, store } = rig;
    const agreement = chain.award(chain.placeOrder({ model: rig.model }));
    const order = chain.placeOrder({ model: rig.model });
    const [item] = await rig.upload(picture(1));
    chain.post(agreement, item ? Array(3).fill(item) : []);
    await reconcile(chain, store);
    const outcome = { order, reason: 'AWARDED_TO_OTHER', price: null, detail: '' } as const;
    await store.apply([
      { type: 'order.outcome', outcome: { ...outcome, stage: 'lost' } },
      { type: 'agreement.closed', agreement },
      ...(['settled', 'failed', 'timedOut'] as const).map((how, index) => ({
        type: 'request.ended' as const,
        agreement,
        index: requestIndex(index),
        how,
      })),
    ]);
    await reconcile(chain, store);
    expect(await store.order(order)).toMatchObject({ stage: 'new', reason: null });
    expect(await store.agreement(agreement)).toMatchObject({ state: 'open' });
    expect((await store.requests(agreement)).map((r) => r.state)).toEqual(['open', 'open', 'open']);
  });

  it('reads any number of open orders', async () => {
    for (let i = 0; i < 205; i++) rig.chain.placeOrder({ model: rig.model });
    await reconcile(rig.chain, rig.store);
    expect(await rig.store.openOrders()).toHaveLength(205);
  });

  it('leaves out an agreement that closes while it reads', async () => {
    rig.chain.award(rig.chain.placeOrder({ model: rig.model }), accountId('5Other'));
    rig.chain.agreements = async () => [agreementId(77)];
    await reconcile(rig.chain, rig.store);
    expect(await rig.store.agreement(agreementId(77))).toBeNull();
  });
});

describe('the relay', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
  });
  afterEach(() => rig.close());

  const fill = (count: number) =>
    rig.store.apply(
      Array.from({ length: count }, (_, i) => ({
        type: 'job' as const,
        job: { id: `j${i}`, queue: 'settle' as const, data: { agreement: 1 }, notBefore: i < 150 ? null : 5 },
      })),
    );

  it('moves every job whose block has come, however many, once', async () => {
    await fill(160);
    const relay = new Relay({ store: rig.store, queue: rig.queue, log: silent });
    relay.nudge(4);
    relay.nudge();
    await relay.idle();
    expect((await rig.queue.depth()).settle).toBe(150);
    expect(relay.head).toBe(4);
    relay.nudge(5);
    await relay.idle();
    expect((await rig.queue.depth()).settle).toBe(160);
  });

  it('hands over with the next block what the queue did not take', async () => {
    await fill(1);
    let isAway = true;
    const queue: JobQueue = {
      start: async () => {},
      close: async () => {},
      problem: () => null,
      depth: () => rig.queue.depth(),
      add: (jobs) => (isAway ? Promise.reject(new TypeError('away')) : rig.queue.add(jobs)),
    };
    const relay = new Relay({ store: rig.store, queue, log: silent });
    relay.nudge(1);
    await relay.idle();
    expect((await rig.queue.depth()).settle).toBe(0);
    isAway = false;
    relay.nudge(2);
    await relay.idle();
    expect((await rig.queue.depth()).settle).toBe(1);
  });

  it('gives the queue again what it lost, within a few blocks and without what is done', async () => {
    await fill(3);
    const relay = new Relay({ store: rig.store, queue: rig.queue, log: silent });
    relay.nudge(1);
    await relay.idle();
    const emptied = new MemoryQueue();
    const after = new Relay({ store: rig.store, queue: emptied, log: silent });
    await rig.store.apply([{ type: 'job.done', id: 'j1' }]);
    for (let head = 1; head <= 4; head++) {
      after.nudge(head);
      await after.idle();
    }
    expect((await emptied.depth()).settle).toBe(2);
  });
});
