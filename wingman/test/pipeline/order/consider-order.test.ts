import { accountId, type Bid, type BlockEvents, type OrderId, planck } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Capacity } from '../../../src/domain/capacity.ts';
import type { ServedModel } from '../../../src/domain/order-filter.ts';
import { WingmanError } from '../../../src/errors.ts';
import { agreementFacts } from '../../../src/pipeline/follow/agreement-facts.ts';
import type { BiddingGate } from '../../../src/pipeline/guard/guard.ts';
import { ServedModels } from '../../../src/pipeline/model/served-models.ts';
import { considerOrder } from '../../../src/pipeline/order/consider-order.ts';
import type { OrderContext } from '../../../src/pipeline/order/context.ts';
import { decisionsOf, headReads } from '../../../src/pipeline/order/head-reads.ts';
import { OrderDesk } from '../../../src/pipeline/order/order-desk.ts';
import { OrderEndings } from '../../../src/pipeline/order/order-endings.ts';
import { RivalBids } from '../../../src/pipeline/order/rival-bids.ts';
import type { Config } from '../../../src/schemas/config.ts';
import { WING } from '../../fakes/fake-chain.ts';
import { pricingDesk } from '../../fakes/pricing-desk.ts';
import { createRig, type Rig, silent } from '../../fakes/rig.ts';
import { sampleConfig } from '../../fakes/sample-config.ts';
import { until } from '../../fakes/until.ts';

const RUN = new AbortController().signal;
const OTHER = accountId('5Other');
const PRICE = planck(10n ** 10n);
const openGate: BiddingGate = {
  refusal: () => null,
  admit: () => ({ ok: true, release: () => {} }),
  hold: () => () => {},
};

describe('the way of an order', () => {
  let rig: Rig;
  let context: OrderContext;
  let capacity: Capacity;
  let served: ServedModel;
  let config: Config;
  beforeEach(async () => {
    rig = await createRig();
    const { chain, store, model } = rig;
    config = sampleConfig();
    capacity = new Capacity(() => 0.8);
    capacity.setThroughput(model, 1_000);
    served = { state: 'ready', manifest: chain.models.get(model)?.manifest.hash ?? '', perSecond: 1_000 };
    chain.offered.set(model, { p50Ms: 1, p95Ms: 1, perSecond: 1, maxBatch: 1, hardware: '' });
    context = {
      chain,
      reads: headReads(chain, () => ({ number: chain.number, hash: '0x' })),
      decide: decisionsOf(store),
      store,
      capacity,
      endings: new OrderEndings(),
      rivals: new RivalBids(),
      pricing: pricingDesk({ chain, store, capacity, config: () => config }),
      gate: openGate,
      log: silent,
      config: () => config,
      servedModel: () => served,
      modelLoaded: async () => {},
      head: () => ({ number: chain.number, hash: '0x' }),
    };
  });
  afterEach(() => rig.close());

  async function place(
    spec: Parameters<Rig['chain']['placeOrder']>[0] = { model: rig.model },
  ): Promise<OrderId> {
    const id = rig.chain.placeOrder(spec);
    await see(id);
    return id;
  }
  async function see(id: OrderId): Promise<void> {
    const order = await rig.chain.order(id);
    if (!order) return;
    const { consumer, bidsUntil, spec } = order;
    const { model, inferences, maxPrice, award } = spec;
    await rig.store.apply([
      { type: 'order.seen', order: { id, consumer, model, inferences, maxPrice, bidsUntil, award } },
    ]);
  }
  const outcome = async (id: OrderId) => (await considerOrder(context, id, RUN))?.reason;
  const bidBy = (provider: typeof WING): Bid => ({
    provider,
    price: planck(7n),
    coverage: planck(0n),
    deposit: planck(0n),
    terms: { maxOpen: 1, creditWindow: 0 },
    placed: 1,
    counter: null,
  });

  const refusals: [string, string, (id: OrderId) => void][] = [
    [
      'the provider is off the market',
      'NOT_ELIGIBLE',
      () => {
        rig.chain.chilled = true;
      },
    ],
    ['the bid window is over on chain', 'BID_WINDOW_OVER', () => void rig.chain.block([], 30)],
    [
      'there are as many bids as can be',
      'BIDS_FULL',
      (id) =>
        void rig.chain.bidsOn.set(
          id,
          Array.from({ length: 20 }, () => bidBy(OTHER)),
        ),
    ],
    ['the machine is sold out', 'NO_CAPACITY', () => capacity.setThroughput(rig.model, 0.01)],
    [
      'the chain takes no bids for the model',
      'PRICE_BELOW_FLOOR',
      () => {
        rig.chain.floor = null;
      },
    ],
    [
      'royalty and commission are too high',
      'PRICE_BELOW_FLOOR',
      () => {
        rig.chain.floor = planck(10n ** 11n);
      },
    ],
    [
      'the bond is too small',
      'BOND_TOO_SMALL',
      () => {
        rig.chain.bond = planck(1n);
      },
    ],
    [
      'the model could not be loaded',
      'MODEL_NOT_READY',
      () => {
        served = { state: 'failed' };
      },
    ],
  ];
  it('waits while the model is being loaded, and is judged by what has come of it', async () => {
    const ready = served;
    served = { state: 'loading' };
    const models = new ServedModels();
    models.set({ state: 'loading', id: rig.model });
    context = { ...context, modelLoaded: (id, signal) => models.loaded(id, signal) };
    const id = await place();
    const over = new AbortController();
    const stopped = considerOrder(context, id, over.signal);
    over.abort();
    expect(await stopped).toBeNull();
    expect((await rig.store.order(id))?.stage).toBe('new');

    const ended = considerOrder(context, id, RUN);
    served = ready;
    models.delete(rig.model);
    await until(() => context.endings.waiting.includes(id));
    context.endings.tell(id, { how: 'expired' });
    expect(await ended).toMatchObject({ stage: 'lost', reason: 'EXPIRED' });
  });

  it.each(refusals)('ends unbid when %s, and leaves no reservation', async (_, reason, prepare) => {
    const id = await place();
    prepare(id);
    expect(await outcome(id)).toBe(reason);
    expect(await rig.store.order(id)).toMatchObject({ stage: 'skipped', reason });
    expect(capacity.used).toBe(0);
    expect(rig.chain.calls).toEqual([]);
  });

  const inBlock: [string, string, string, Error][] = [
    [
      'refuses the bid',
      'skipped',
      'BID_REFUSED',
      new WingmanError('CHAIN_REJECTED', 'x', { pallet: 'marketplace', error: 'OrderClosed' }),
    ],
    [
      'finds the bond too small',
      'skipped',
      'BOND_TOO_SMALL',
      new WingmanError('CHAIN_REJECTED', 'x', { pallet: 'marketplace', error: 'NotEnoughFreeBond' }),
    ],
    ['wants a fee that can’t be paid', 'skipped', 'BID_REFUSED', new WingmanError('OUT_OF_MONEY', 'x', {})],
    ['can’t be reached', 'failed', 'CHAIN_UNAVAILABLE', new WingmanError('CHAIN_UNAVAILABLE', 'x', {})],
    ['does what nobody foresaw', 'failed', 'INTERNAL', new TypeError('defect')],
  ];
  it.each(inBlock)('ends when the chain %s', async (_, stage, reason, error) => {
    const id = await place();
    rig.chain.before = () => {
      throw error;
    };
    expect(await outcome(id)).toBe(reason);
    expect(await rig.store.order(id)).toMatchObject({ stage, reason });
    expect(capacity.used).toBe(0);
  });

  it('whose chain can not be read ends so, not as a defect', async () => {
    const id = await place();
    rig.chain.down = true;
    expect(await outcome(id)).toBe('CHAIN_UNAVAILABLE');
    expect(await rig.store.order(id)).toMatchObject({ stage: 'failed' });
  });

  it('ends at the gate with its reason, and leaves it when it is over', async () => {
    const refusal = { reason: 'BREAKER_OPEN', detail: 'open for model 0' } as const;
    context = {
      ...context,
      gate: { ...openGate, refusal: () => refusal, admit: () => ({ ok: false, ...refusal }) },
    };
    const id = await place();
    expect(await considerOrder(context, id, RUN)).toMatchObject({ stage: 'skipped', ...refusal });
    expect(rig.chain.calls).toEqual([]);
    let released = 0;
    const admit = () => ({ ok: true, release: () => void released++ }) as const;
    context = { ...context, gate: { ...openGate, admit } };
    served = { state: 'ready', manifest: 'another', perSecond: 1 };
    expect(await outcome(await place())).toBe('MANIFEST_CHANGED');
    expect(released).toBe(0);
    served = { ...served, manifest: rig.chain.models.get(rig.model)?.manifest.hash ?? '' };
    expect(await outcome(await place())).toBe('WINDOW_TOO_SHORT');
    served = { ...served, perSecond: 1_000 };
    rig.chain.bond = planck(1n);
    expect(await outcome(await place())).toBe('BOND_TOO_SMALL');
    expect(released).toBe(1);
  });

  it('that was won by a bid which a crash kept from being stored is told as won', async () => {
    const id = await place();
    rig.chain.bidsOn.set(id, [bidBy(WING)]);
    const agreement = await rig.chain.agreement(rig.chain.award(id));
    if (!agreement) throw new TypeError('the fake chain lost it');
    await rig.store.apply(agreementFacts(agreement));
    expect(await considerOrder(context, id, RUN)).toMatchObject({ reason: 'WON', price: 7n });
  });

  it('tells a thrown thing that is no error, too', async () => {
    const id = await place();
    rig.chain.before = () => {
      throw 'odd';
    };
    expect(await considerOrder(context, id, RUN)).toMatchObject({ reason: 'INTERNAL', detail: 'odd' });
  });

  it('holds its reservation while the bid stands, and gives it back at the end', async () => {
    const id = await place();
    const running = considerOrder(context, id, RUN);
    await until(() => context.endings.waiting.includes(id));
    expect(capacity.used).toBeGreaterThan(0);
    context.endings.tell(id, { how: 'expired' });
    expect(await running).toMatchObject({ stage: 'lost', reason: 'EXPIRED', price: PRICE });
    expect(capacity.used).toBe(0);
  });

  it('keeps what its price was made of', async () => {
    const id = await place();
    const running = considerOrder(context, id, RUN);
    await until(() => context.endings.waiting.includes(id));
    const awarded = { type: 'order.ended', order: id, how: 'awarded', awardedPrice: PRICE } as const;
    await rig.store.apply([awarded]);
    context.endings.tell(id, { how: 'awarded', to: WING });
    await running;
    const [past] = await rig.store.pastOrders({ limit: 1 });
    expect(past).toMatchObject({ stage: 'won', price: PRICE, context: { order: id, msPerInference: 1 } });
  });

  describe('that is undercut', () => {
    const undercut = { strategy: 'undercut', price: '0.01', by: 0.1, rounds: 2 } as const;
    const tell = (id: OrderId, provider: typeof WING, price: bigint) => {
      const others = (rig.chain.bidsOn.get(id) ?? []).filter((b) => b.provider !== provider);
      rig.chain.bidsOn.set(id, [...others, { ...bidBy(provider), price: planck(price) }]);
      const event = {
        type: 'marketplace.BidPlaced',
        order: id,
        provider,
        price: planck(price),
        terms: { maxOpen: 1, creditWindow: 0 },
      } as const;
      const block = { block: { number: 1, hash: '0x' }, parent: '0x', finality: 'best' } as const;
      context.rivals.tellAll({ ...block, events: [{ extrinsic: 0, event }] }, WING);
    };
    const standing = async (id: OrderId) => (await rig.store.order(id))?.price;
    async function bidding(): Promise<{ id: OrderId; running: ReturnType<typeof considerOrder> }> {
      config = sampleConfig({ pricing: undercut });
      const id = await place();
      const running = considerOrder(context, id, RUN);
      await until(() => context.endings.waiting.includes(id));
      return { id, running };
    }

    it('lowers its bid, so many times as it may, and ends with the price that stood', async () => {
      const { id, running } = await bidding();
      tell(id, OTHER, 9n * 10n ** 9n);
      await until(async () => (await standing(id)) === planck(81n * 10n ** 8n));
      tell(id, OTHER, 5n * 10n ** 9n);
      await until(async () => (await standing(id)) === planck(45n * 10n ** 8n));
      tell(id, OTHER, 10n ** 9n);
      context.endings.tell(id, { how: 'awarded', to: OTHER });
      expect(await running).toMatchObject({ reason: 'AWARDED_TO_OTHER', price: 45n * 10n ** 8n });
      expect(rig.chain.calls.filter((call) => call.includes('bid'))).toHaveLength(3);
    });

    it.each([
      ['its own bid is told', (id: OrderId) => tell(id, WING, PRICE)],
      ['the other bid is dearer', (id: OrderId) => tell(id, OTHER, PRICE * 2n)],
      [
        'the bid window is over',
        (id: OrderId) => {
          rig.chain.block([], 30);
          tell(id, OTHER, 10n ** 9n);
        },
      ],
      [
        'the chain takes no lowering',
        (id: OrderId) => {
          rig.chain.before = () => {
            throw new WingmanError('CHAIN_REJECTED', 'x', {
              pallet: 'marketplace',
              error: 'LoweringTooSmall',
            });
          };
          tell(id, OTHER, 10n ** 9n);
        },
      ],
      [
        'the chain can not be read',
        (id: OrderId) => {
          rig.chain.order = async () => {
            throw new TypeError('down');
          };
          tell(id, OTHER, 10n ** 9n);
        },
      ],
      [
        'it is gone',
        (id: OrderId) => {
          rig.chain.orders.delete(id);
          tell(id, OTHER, 10n ** 9n);
        },
      ],
    ])('leaves its bid as it is when %s', async (_, happen) => {
      const { id, running } = await bidding();
      happen(id);
      context.endings.tell(id, { how: 'expired' });
      expect(await running).toMatchObject({ reason: 'EXPIRED', price: PRICE });
      tell(id, OTHER, 1n);
      expect(await standing(id)).toBe(PRICE);
    });
  });

  it('that was bid on before a crash is watched, not bid on again', async () => {
    const id = await place();
    rig.chain.bidsOn.set(id, [bidBy(WING)]);
    const running = considerOrder(context, id, RUN);
    await until(async () => (await rig.store.order(id))?.stage === 'bidding');
    expect(await rig.store.order(id)).toMatchObject({ price: 7n });
    context.endings.tell(id, { how: 'awarded', to: WING });
    expect(await running).toMatchObject({ reason: 'WON', price: 7n });
    expect(rig.chain.calls).toEqual([]);
  });

  it('is bid on again when the bid was in a block that is no more', async () => {
    const id = await place();
    const running = considerOrder(context, id, RUN);
    await until(() => context.endings.waiting.includes(id));
    context.endings.doubtAll();
    await until(() => context.endings.waiting.includes(id));
    expect(rig.chain.calls).toEqual(['marketplace.bid']);
    rig.chain.bidsOn.delete(id);
    context.endings.doubtAll();
    await until(() => rig.chain.calls.length === 2 && context.endings.waiting.includes(id));
    context.endings.tell(id, { how: 'awarded', to: WING });
    expect(await running).toMatchObject({ reason: 'WON' });
  });

  it('is watched on when the chain can not be asked whether the bid is still there', async () => {
    const id = await place();
    const running = considerOrder(context, id, RUN);
    await until(() => context.endings.waiting.includes(id));
    rig.chain.down = true;
    context.endings.doubtAll();
    await until(() => context.endings.waiting.includes(id));
    rig.chain.down = false;
    context.endings.tell(id, { how: 'expired' });
    expect(await running).toMatchObject({ reason: 'EXPIRED' });
    expect(rig.chain.calls).toEqual(['marketplace.bid']);
  });

  it('counts a bid that is on chain already as placed', async () => {
    const id = await place();
    rig.chain.before = () => {
      throw new WingmanError('CHAIN_REJECTED', 'x', { pallet: 'marketplace', error: 'AlreadyBid' });
    };
    const running = considerOrder(context, id, RUN);
    await until(() => context.endings.waiting.includes(id));
    context.endings.tell(id, { how: 'cancelled' });
    expect(await running).toMatchObject({ reason: 'CANCELLED' });
  });

  it('that ended before anybody looked is told as unseen, or as won when there is an agreement', async () => {
    const gone = await place();
    rig.chain.orders.delete(gone);
    expect(await outcome(gone)).toBe('ENDED_UNSEEN');

    const [won, lost] = [await place(), await place()];
    for (const order of [won, lost]) {
      await rig.store.apply([
        {
          type: 'order.outcome',
          outcome: { order, stage: 'bidding', reason: 'BID_PLACED', price: PRICE, detail: '' },
        },
      ]);
    }
    rig.chain.award(won);
    rig.chain.orders.delete(lost);
    expect(await outcome(won)).toBe('WON');
    expect(await outcome(lost)).toBe('ENDED_UNSEEN');
  });

  it('is left as it is when the bot stops, for the next start', async () => {
    const id = await place();
    const stop = new AbortController();
    const running = considerOrder(context, id, stop.signal);
    await until(() => context.endings.waiting.includes(id));
    stop.abort();
    expect(await running).toBeNull();
    expect(await rig.store.order(id)).toMatchObject({ stage: 'bidding' });
    expect(capacity.used).toBe(0);
    expect(await considerOrder(context, id, stop.signal)).toBeNull();
  });

  it('tells nobody about an order that nobody waits for', () => {
    context.endings.tell(1 as OrderId, { how: 'expired' });
    expect(context.endings.waiting).toEqual([]);
  });

  describe('at the desk', () => {
    it('is worked on once at a time, and its outcome is told', async () => {
      const ended: string[] = [];
      const stop = new AbortController();
      const desk = new OrderDesk(context, stop.signal, ({ reason }) => ended.push(reason));
      const id = await place();
      await desk.take();
      await desk.take();
      expect(desk.size).toBe(1);
      await until(() => context.endings.waiting.includes(id));
      context.endings.tell(id, { how: 'expired' });
      await until(() => ended.length === 1);
      expect(ended).toEqual(['EXPIRED']);
      stop.abort();
      await place();
      await desk.take();
      expect(desk.size).toBe(0);
      await desk.close();
    });

    it('is looked for in the store when a block has a new one, after a gap, and when one was left', async () => {
      const store = Object.create(rig.store);
      let looks = 0;
      store.openOrders = async () => {
        looks += 1;
        return rig.store.openOrders();
      };
      const ref = { number: 1, hash: '0x01' } as const;
      const blockOf = (...types: string[]) =>
        ({
          ...{ block: ref, parent: '0x', finality: 'best' },
          events: types.map((type) => ({ extrinsic: 0, event: { type } })),
        }) as unknown as BlockEvents;
      const desk = new OrderDesk({ ...context, store }, RUN);
      const taken = async (block: BlockEvents | null) => {
        const before = looks;
        await desk.take(block);
        return looks > before;
      };
      expect(await taken(blockOf())).toBe(true);
      expect(await taken(blockOf('marketplace.BidPlaced'))).toBe(false);
      expect(await taken(blockOf('other', 'marketplace.OrderPlaced'))).toBe(true);
      expect(await taken(null)).toBe(true);
      served = { state: 'absent' };
      await place();
      const apply = rig.store.apply.bind(rig.store);
      rig.store.apply = async () => {
        throw new TypeError('disk full');
      };
      const failing = new OrderDesk({ ...context, store, decide: decisionsOf(rig.store) }, RUN);
      await failing.take(null);
      await failing.close();
      expect(failing.size).toBe(0);
      rig.store.apply = apply;
      looks = 0;
      await failing.take(blockOf());
      await failing.close();
      expect(looks).toBe(1);
      expect(await rig.store.openOrders()).toEqual([]);
      await failing.take(blockOf());
      expect(looks).toBe(1);
    });
  });
});
