import { accountId, type Bid, type ChainEvent, modelId, type OrderId, planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { Capacity } from '../../../src/domain/capacity.ts';
import { preview } from '../../../src/pipeline/pricing/preview.ts';
import { pricingSchema } from '../../../src/schemas/pricing.ts';
import { CONSUMER, FakeChain, WING } from '../../fakes/fake-chain.ts';
import { MemoryQueue } from '../../fakes/memory-queue.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { pricingDesk } from '../../fakes/pricing-desk.ts';
import { sampleConfig } from '../../fakes/sample-config.ts';
import { AIRO } from '../../support/pricing.ts';

const OTHER = accountId('5Other');
const MODEL = modelId(0);
const BLOB = { hash: `0x${'a'.repeat(64)}`, size: 1n } as const;
const fee = (call: string, amount: bigint) => ({
  ...{ at: 1, subject: '', ok: true, block: 1, error: '' },
  call,
  fee: planck(amount),
});
const bidBy = (provider: typeof WING, price: bigint): Bid => ({
  provider,
  price: planck(price),
  coverage: planck(0n),
  deposit: planck(0n),
  terms: { maxOpen: 1, creditWindow: 0 },
  placed: 1,
  counter: null,
});

function rig(pricing: object = { strategy: 'fixed', price: '0.01' }) {
  const [chain, store, queue, capacity] = [
    new FakeChain(),
    new MemoryStore(),
    new MemoryQueue(),
    new Capacity(() => 0.8),
  ];
  chain.addModel({ artifact: BLOB, manifest: BLOB, weightsRoot: BLOB.hash });
  capacity.setThroughput(MODEL, 10);
  const config = { ...sampleConfig(), pricing: pricingSchema.parse(pricing) };
  const desk = pricingDesk({ chain, store, queue, capacity, config: () => config });
  const place = async () => {
    const order = await chain.order(chain.placeOrder({ model: MODEL, award: 'cheapest' }));
    if (!order) throw new TypeError('the order is gone');
    const { id, consumer, bidsUntil, spec } = order;
    const { model, inferences, maxPrice, award } = spec;
    const seen = { id, consumer, bidsUntil, model, inferences, maxPrice, award };
    await store.apply([{ type: 'order.seen', order: seen }]);
    return order;
  };
  return { chain, store, queue, capacity, config, desk, place };
}

describe('the context of a price', () => {
  it('is the order, the machine, the chain, the queue and what transactions cost', async () => {
    const { chain, desk, capacity, store, queue, place } = rig();
    capacity.commit('other', { model: MODEL, inferences: 400, durationMs: 100_000, until: 99 });
    for (const [call, amount] of [
      ['marketplace.bid', 5n],
      ['execution.settle', 7n],
      ['execution.acceptClose', 1n],
      ['execution.respond', 2n],
    ] as const) {
      await store.recordTransaction(fee(call, amount));
    }
    await queue.add([{ id: 'a', queue: 'publish', data: { agreement: 1 } }]);
    await desk.sawBlock(1);
    const order = await place();
    await store.apply([{ type: 'order.rivalBid', order: order.id, price: planck(99n) }]);
    const { context, answer } = await desk.price(order);
    expect(answer).toMatchObject({ ok: true, price: AIRO / 100n });
    expect(context).toMatchObject({
      order: order.id,
      consumer: CONSUMER,
      chainFloor: 1_000n,
      royalty: order.royalty,
      cheapest: 99n,
      msPerInference: 100,
      utilisation: expect.closeTo(0.5),
      queue: 1,
      fees: { perBid: 5n, perAgreement: 8n, perRequest: 2n },
    });
    expect(chain.bidsOn.size).toBe(0);
  });

  it('of a model that was not measured has no time for an inference', async () => {
    const { desk, capacity, place } = rig();
    capacity.setThroughput(MODEL, 0);
    expect((await desk.price(await place())).context.msPerInference).toBe(0);
  });

  it('goes by what was known when queue and fees can not be read', async () => {
    const { desk, queue, place } = rig();
    queue.depth = async () => {
      throw new TypeError('down');
    };
    await desk.sawBlock(1);
    expect((await desk.price(await place())).context).toMatchObject({ queue: 0, fees: { perBid: 0n } });
  });
});

describe('a strategy that looks at bids', () => {
  it.each([
    ['undercut', { strategy: 'undercut', price: '0.02', by: 0.1 }, 9n],
    ['script', { strategy: 'script', expression: 'higher(floor, cheapest - 1000)' }, 0n],
  ])('%s sees those of others on chain, not its own', async (_, pricing, __) => {
    const { desk, chain, place } = rig(pricing);
    const order = await place();
    expect((await desk.price(order)).context.cheapest).toBeNull();
    chain.bidsOn.set(order.id, [bidBy(WING, 5_000n), bidBy(OTHER, 10_000n)]);
    expect((await desk.price(order)).context.cheapest).toBe(10_000n);
  });

  it('lowers its bid so many times as the rule allows, others never', async () => {
    const { desk, place } = rig({ strategy: 'undercut', price: '0.02', rounds: 3 });
    expect(await desk.rounds((await place()).id)).toBe(3);
    expect(await desk.rounds(77 as OrderId)).toBe(0);
    const other = rig();
    expect(await other.desk.rounds((await other.place()).id)).toBe(0);
  });
});

describe('an adaptive price', () => {
  const adaptive = { strategy: 'adaptive', from: '0.001', to: '0.1' };
  const end = async (r: ReturnType<typeof rig>, rivalPrice: bigint) => {
    const { id } = await r.place();
    const price = planck(rivalPrice);
    await r.store.apply([
      { type: 'order.rivalBid', order: id, price },
      { type: 'order.ended', order: id, how: 'awarded', awardedPrice: price },
      {
        type: 'order.outcome',
        outcome: { order: id, stage: 'lost', reason: 'AWARDED_TO_OTHER', price, detail: '' },
      },
    ]);
  };

  it('learns from the orders of the store as they end', async () => {
    const r = rig(adaptive);
    for (let i = 0; i < 10; i += 1) await end(r, AIRO / 50n);
    const order = await r.place();
    expect((await r.desk.price(order)).answer.price).toBe(AIRO / 50n - AIRO / 50_000n);
    for (let i = 0; i < 60; i += 1) await end(r, AIRO / 100n);
    expect((await r.desk.price(order)).answer.price).toBe(AIRO / 50n - AIRO / 50_000n);
    const ended = { type: 'marketplace.OrderExpired', order: order.id, refunded: planck(0n) } as ChainEvent;
    const block = { block: { number: 1, hash: BLOB.hash }, parent: BLOB.hash, finality: 'best' } as const;
    r.desk.sawEvents({ ...block, events: [] });
    r.desk.sawEvents({ ...block, events: [{ extrinsic: 0, event: ended }] });
    expect((await r.desk.price(order)).answer.price).toBe(AIRO / 100n - AIRO / 100_000n);
  });

  it('of a consumer with a rule of its own learns from that consumer alone, and reads again what could not be read', async () => {
    const r = rig();
    const rules = {
      ...r.config,
      overrides: [{ consumer: CONSUMER, pricing: pricingSchema.parse(adaptive) }],
    };
    for (let i = 0; i < 10; i += 1) await end(r, AIRO / 50n);
    const { context } = await r.desk.price(await r.place());
    const past = r.store.pastOrders.bind(r.store);
    r.store.pastOrders = async () => {
      throw new TypeError('down');
    };
    await expect(r.desk.answer(rules, context)).rejects.toThrow('down');
    r.store.pastOrders = past;
    expect((await r.desk.answer(rules, context)).price).toBe(AIRO / 50n - AIRO / 50_000n);
  });
});

describe('a preview', () => {
  const question = {
    model: MODEL,
    consumer: CONSUMER,
    inferences: 100,
    duration: 100,
    maxPrice: null,
    cheapest: null,
    utilisation: null,
    queue: null,
  };

  it('names the price, the rule and what it leaves, with the machine as it is or as it is imagined', async () => {
    const { chain, desk, config } = rig({ strategy: 'utilisation', idle: '0.01', full: '0.02' });
    const parts = { chain, pricing: desk };
    const now = await preview(parts, config, question);
    expect(now).toMatchObject({ strategy: 'utilisation', answer: { ok: true, price: AIRO / 100n } });
    expect(now.leaves).toBe(AIRO / 100n - AIRO / 10_000n - 10n);
    const busy = await preview(parts, config, { ...question, utilisation: 1, queue: 3 });
    expect(busy).toMatchObject({ answer: { price: AIRO / 50n }, context: { queue: 3 } });
  });

  it('says why there would be no bid', async () => {
    const { chain, desk, config } = rig({ strategy: 'fixed', price: '1 USD' });
    const parts = { chain, pricing: desk };
    expect(await preview(parts, config, question)).toMatchObject({
      answer: { ok: false, reason: 'PRICE_UNKNOWN' },
      leaves: null,
    });
    await expect(preview(parts, config, { ...question, model: modelId(9) })).rejects.toMatchObject({
      code: 'MODEL_UNKNOWN',
    });
  });
});
