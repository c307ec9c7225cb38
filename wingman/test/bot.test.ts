import { accountId, agreementId, modelId, type OrderId, planck } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bot } from '../src/bot.ts';
import { WingmanError } from '../src/errors.ts';
import { decodePayload, tensorValues } from '../src/schemas/index.ts';
import { createRig, picture, type Rig } from './fakes/rig.ts';
import { until } from './fakes/until.ts';

const missing = (): never => {
  throw new TypeError('the fake chain lost something');
};
const NEVER = new AbortController().signal;

describe('a bot', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
  });
  afterEach(() => rig.close());

  async function started(): Promise<Bot> {
    const bot = rig.bot();
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    return bot;
  }

  const bidOn = (order: OrderId) => until(async () => (await rig.store.order(order))?.stage === 'bidding');
  const stateOf = async (index: number) =>
    (await rig.store.requests((await rig.chain.agreements())[0] ?? agreementId(0)))[index]?.state;

  it('loads a model that is put on the list, and leaves orders for one that is struck from it', async () => {
    const { artifact, manifest, weightsRoot } = rig.chain.models.get(rig.model) ?? missing();
    const second = rig.chain.addModel({ artifact, manifest, weightsRoot });
    const { served } = (await started()).restContext();
    await rig.config.patch({ models: [second] }, null);
    await until(() => served.get(second)?.state === 'ready');
    const [struck, listed] = [rig.model, second].map((model) => rig.chain.placeOrder({ model }));
    await bidOn(listed ?? missing());
    expect(await rig.store.order(struck ?? missing())).toMatchObject({ reason: 'MODEL_NOT_SERVED' });
  });

  it('offers its model, bids, wins, answers and is paid', async () => {
    await started();
    expect(rig.chain.offered.get(rig.model)).toMatchObject({ maxBatch: 64, hardware: 'fake' });
    const order = rig.chain.placeOrder({ model: rig.model, inferences: 3 });
    await bidOn(order);
    expect(rig.chain.bidsOn.get(order)).toMatchObject([{ price: 10n ** 10n, terms: { maxOpen: 100 } }]);
    const agreement = rig.chain.award(order);
    await until(async () => (await rig.store.order(order))?.reason === 'WON');

    rig.chain.post(agreement, await rig.upload(picture(1), picture(2), picture(3)));
    await until(async () => (await stateOf(2)) === 'answered');
    const requests = await rig.store.requests(agreement);
    const answers = requests.map(({ response }) => rig.blobs.held.get(response?.hash ?? '0x'));
    const sums = answers.map((bytes) => {
      const [logits] = decodePayload(bytes ?? new Uint8Array(), { kind: 'response' }).tensors;
      return logits ? [...tensorValues(logits, 'FP32')] : [];
    });
    expect(sums).toEqual([
      [4, -4],
      [8, -8],
      [12, -12],
    ]);
    expect(rig.chain.calls.filter((call) => call === 'execution.respond')).toHaveLength(1);

    rig.chain.block([], 20);
    await until(() => rig.chain.calls.includes('execution.settle'));
    rig.chain.block([], 8);
    await until(() => rig.chain.calls.includes('execution.offer_close'));
    await until(async () => (await rig.store.earnings()).total.units === 3);
    const { total } = await rig.store.earnings();
    expect(total.provider + total.royalty + total.commission).toBe(3n * 10n ** 10n);
  });

  it('bids and answers again when the blocks with its bid and answer are retracted', async () => {
    rig.chain.finalityLag = 4;
    await started();
    const order = rig.chain.placeOrder({ model: rig.model });
    const agreement = rig.chain.award(rig.chain.placeOrder({ model: rig.model }));
    await bidOn(order);
    const [index] = rig.chain.post(agreement, await rig.upload(picture(1)));
    const [posted] = await rig.chain.requests(agreement);
    await until(async () => (await stateOf(0)) === 'answered');
    const answer = async () => (await rig.chain.requests(agreement))[0]?.state;
    const first = await answer();
    rig.chain.retract(1);
    rig.chain.bidsOn.delete(order);
    rig.chain.requested.get(agreement)?.set(index ?? missing(), posted ?? missing());
    rig.chain.block([], 2);
    await until(async () => (await rig.store.cursor('best'))?.hash === (await rig.chain.head()).hash);
    rig.chain.block([], 2);
    await until(async () => (await answer())?.kind === 'answered');
    await until(async () => (await rig.chain.bids(order)).length === 1);
    expect(await answer()).toMatchObject({
      response: first?.kind === 'answered' ? first.response : missing(),
    });
  });

  it('accepts the consumer’s offer to end the agreement, and closes one whose time is over', async () => {
    await started();
    const [first, second] = [
      rig.chain.placeOrder({ model: rig.model }),
      rig.chain.placeOrder({ model: rig.model, duration: 10 }),
    ];
    await bidOn(first);
    await bidOn(second);
    const [a, b] = [rig.chain.award(first), rig.chain.award(second)];
    await until(async () => (await rig.store.openAgreements()).length === 2);
    rig.chain.consumerOffersClose(a);
    rig.chain.block([], 8);
    await until(async () => (await rig.store.agreement(a))?.state === 'closed');
    rig.chain.block([], 100);
    await until(async () => (await rig.store.agreement(b))?.state === 'closed');
  });

  it('gives each bad payload its code, and answers the good ones beside them', async () => {
    await started();
    const order = rig.chain.placeOrder({ model: rig.model });
    await bidOn(order);
    const agreement = rig.chain.award(order);
    const good = picture(1);
    const [whole, two, cut, noise] = await rig.upload(
      good,
      picture(1, 2),
      good.slice(0, -1),
      Uint8Array.of(1),
    );
    const missing = { payload: { hash: `0x${'e'.repeat(64)}` as const, size: 5n }, units: 1 };
    const large = { payload: { hash: `0x${'d'.repeat(64)}` as const, size: 10_001n }, units: 1 };
    const empty = { payload: { hash: `0x${'c'.repeat(64)}` as const, size: 0n }, units: 1 };
    const lied = whole && { ...whole, payload: { ...whole.payload, size: whole.payload.size - 1n } };
    const items = [whole, two, cut, noise, missing, large, empty, lied].flatMap((item) => item ?? []);
    rig.chain.post(agreement, items);
    await until(async () => (await stateOf(4)) === 'failed');
    const requests = await rig.store.requests(agreement);
    expect(requests.map((r) => r.failCode)).toEqual([
      null,
      'PayloadInvalid',
      'PayloadInvalid',
      'PayloadInvalid',
      'PayloadUnavailable',
      'TooLarge',
      'PayloadInvalid',
      'PayloadInvalid',
    ]);
    expect(requests[0]?.state).toBe('answered');
    expect(requests.slice(1).every((r) => r.state === 'failed' && r.detail !== '')).toBe(true);
  });

  it('answers what was posted while it was away, and computes nothing twice', async () => {
    const first = await started();
    const order = rig.chain.placeOrder({ model: rig.model });
    await bidOn(order);
    const agreement = rig.chain.award(order);
    // The answer is computed, but the chain takes nothing: as if the process had died in between.
    rig.chain.before = (call) => {
      if (call === 'execution.respond') throw new WingmanError('CHAIN_UNAVAILABLE', 'fake', {});
    };
    rig.chain.post(agreement, await rig.upload(picture(1)));
    await until(async () => (await stateOf(0)) === 'computed');
    await first.close();
    await rig.queue.close();
    const runs = rig.backend.runs.length;

    rig.chain.before = () => {};
    rig.chain.post(agreement, await rig.upload(picture(2)));
    const { MemoryQueue } = await import('./fakes/memory-queue.ts');
    const bot = rig.bot({ queue: new MemoryQueue() });
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    await until(async () => (await stateOf(0)) === 'answered' && (await stateOf(1)) === 'answered');
    const warmUp = 1 + 5 * 5;
    expect(rig.backend.runs.length - runs - warmUp).toBe(1);
  });

  it('tells by reason why it did not bid or did not win', async () => {
    await started();
    const ends = async (order: OrderId) =>
      until(async () => {
        const record = await rig.store.order(order);
        return record && record.stage !== 'new' && record.stage !== 'bidding' ? record.reason : null;
      });
    expect(await ends(rig.chain.placeOrder({ model: rig.model, maxPrice: planck(5n) }))).toBe(
      'PRICE_ABOVE_MAX',
    );
    expect(await ends(rig.chain.placeOrder({ model: rig.model, sealed: true }))).toBe('SEALED_UNSUPPORTED');
    rig.chain.bond = planck(1n);
    expect(await ends(rig.chain.placeOrder({ model: rig.model }))).toBe('BOND_TOO_SMALL');
    rig.chain.bond = planck(10n ** 15n);
    const lost = rig.chain.placeOrder({ model: rig.model });
    await bidOn(lost);
    rig.chain.award(lost, accountId('5Other'));
    expect(await ends(lost)).toBe('AWARDED_TO_OTHER');
    const cancelled = rig.chain.placeOrder({ model: rig.model });
    await bidOn(cancelled);
    rig.chain.endOrder(cancelled, 'cancelled');
    expect(await ends(cancelled)).toBe('CANCELLED');
  });

  it('holds again what it sold before it bids, though the model that was sold is not loaded yet', async () => {
    const { artifact, manifest, weightsRoot } = rig.chain.models.get(rig.model) ?? missing();
    const slow = rig.chain.addModel({ artifact, manifest, weightsRoot });
    await rig.config.patch({ models: [rig.model, slow] }, null);
    const first = rig.bot();
    void first.start([rig.model, slow]);
    await first.untilReady(NEVER);
    const { capacity } = first.restContext();
    // All that may be sold, for as long as the test lasts.
    const inferences = Math.floor(capacity.throughput(slow) * 0.7 * 180);
    await rig.config.patch({ filters: { maxInferences: 1_000_000_000 } }, null);
    const order = rig.chain.placeOrder({ model: slow, inferences, duration: 60, responseWindow: 50 });
    await bidOn(order);
    rig.chain.award(order);
    await until(async () => (await rig.store.order(order))?.stage === 'won');
    await first.close();
    await rig.queue.close();

    const { MemoryQueue } = await import('./fakes/memory-queue.ts');
    const { promise: loading, reject: giveUp } = Promise.withResolvers<never>();
    const never = { place: rig.backend.place, load: () => loading, close: async () => {} };
    const bot = rig.bot({
      queue: new MemoryQueue(),
      backendFor: (model) => (model === slow ? never : rig.backend),
    });
    void bot.start([rig.model, slow]);
    const { served } = bot.restContext();
    await until(() => served.get(rig.model)?.state === 'ready');
    const next = rig.chain.placeOrder({ model: rig.model, inferences: 1, duration: 60 });
    await bidOn(next);
    const more = Math.floor(bot.restContext().capacity.throughput(rig.model) * 0.5 * 180);
    const large = rig.chain.placeOrder({
      model: rig.model,
      inferences: more,
      duration: 60,
      responseWindow: 50,
    });
    await until(async () => (await rig.store.order(large))?.reason === 'NO_CAPACITY');
    expect(served.get(slow)?.state).toBe('loading');
    giveUp(new WingmanError('MODEL_LOAD_FAILED', 'fake: no', {}));
  });

  it('is left by 1000 orders that it does not want as it was, each with its reason', async () => {
    const bot = await started();
    const held = rig.chain.placeOrder({ model: rig.model, inferences: 50, duration: 100_000 });
    await bidOn(held);
    const agreement = rig.chain.award(held);
    await until(async () => (await rig.store.openAgreements()).length === 1);
    const { capacity } = bot.restContext();
    await until(async () => (await rig.store.order(held))?.stage === 'won');
    /** What the agreement alone takes; it goes on holding that, however near its end comes. */
    const before = await until(() => capacity.used);
    const unwanted = [
      ['PRICE_ABOVE_MAX', { maxPrice: planck(5n) }],
      ['SEALED_UNSUPPORTED', { sealed: true }],
      ['NO_CAPACITY', { inferences: 1_000_000_000, responseWindow: 1_000_000_000 }],
      ['MODEL_NOT_SERVED', { model: modelId(77) }],
      ['WINDOW_TOO_SHORT', { responseWindow: 0 }],
    ] as const;
    await rig.config.patch({ filters: { maxInferences: 1_000_000_000 } }, null);
    for (let i = 0; i < 1_000; i += unwanted.length) {
      for (const [, spec] of unwanted) {
        rig.chain.placeOrder({ model: rig.model, bidWindow: 5_000, ...spec });
      }
    }
    const decided = () => rig.store.decisionCounts();
    await until(async () => [...(await decided()).values()].reduce((a, b) => a + b, 0) === 1_001);
    for (const [reason] of unwanted) expect((await decided()).get(reason)).toBe(200);
    await until(() => capacity.used === before, 'capacity as it was');
    expect(await rig.store.openOrders()).toEqual([]);
    await until(async () =>
      (await bot.metrics.registry.metrics()).includes(
        'wingman_orders_total{stage="skipped",reason="NO_CAPACITY"} 200',
      ),
    );
    expect(await bot.metrics.registry.metrics()).toMatch(/^wingman_open_orders 0$/m);
    rig.chain.post(agreement, await rig.upload(picture(1)));
    await until(async () => (await stateOf(0)) === 'answered');
  });

  it('goes on after the chain was away for a while', async () => {
    await started();
    rig.chain.down = true;
    rig.chain.wake();
    rig.chain.down = false;
    const order = rig.chain.placeOrder({ model: rig.model });
    await bidOn(order);
  });

  it('is not ready while a model is missing, and says which', async () => {
    rig.blobs.down = true;
    const bot = rig.bot();
    void bot.start([rig.model]);
    await until(() => bot.readiness().reasons.some((reason) => reason.includes('model 0')));
    expect(bot.readiness().ok).toBe(false);
    rig.blobs.down = false;
    await bot.untilReady(NEVER);
  });
});
