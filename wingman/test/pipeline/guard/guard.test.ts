import { setImmediate } from 'node:timers/promises';
import { type AgreementId, accountId, type EndpointState, type OrderId, planck } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bot } from '../../../src/bot.ts';
import { WingmanError } from '../../../src/errors.ts';
import type { AlertSink } from '../../../src/ports/alert-sink.ts';
import type { AlertPayload } from '../../../src/schemas/alerts.ts';
import { createRig, picture, type Rig } from '../../fakes/rig.ts';
import { until } from '../../fakes/until.ts';

const zero = planck(0n);
const none = { free: zero, orders: zero, agreements: zero, bonds: zero, challenges: zero, claimable: zero };
const NEVER = new AbortController().signal;

describe('what keeps a bot from bidding', () => {
  let rig: Rig;
  let now: number;
  beforeEach(async () => {
    now = 1_000_000;
    rig = await createRig();
  });
  afterEach(() => rig.close());

  async function started(): Promise<Bot> {
    const bot = rig.bot({ clock: { now: () => now, wait: () => setImmediate() } });
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    return bot;
  }
  const place = () => rig.chain.placeOrder({ model: rig.model });
  const reason = (order: OrderId) => until(async () => (await rig.store.order(order))?.reason);
  const win = async (): Promise<AgreementId> => {
    const order = place();
    expect(await reason(order)).toBe('BID_PLACED');
    const agreement = rig.chain.award(order);
    await until(async () => (await rig.store.agreement(agreement)) !== null);
    return agreement;
  };
  const states = async (agreement: AgreementId) => (await rig.store.requests(agreement)).map((r) => r.state);
  const post = async (agreement: AgreementId, count: number) =>
    rig.chain.post(agreement, await rig.upload(...Array.from({ length: count }, (_, i) => picture(i))));

  describe('a circuit breaker', () => {
    /** A bot whose model failed so often that no bids are made for it, and an agreement that it still has. */
    async function opened(): Promise<{ bot: Bot; agreement: AgreementId }> {
      await rig.config.patch({ breaker: { faults: 3, coolDownS: 60 } }, null);
      const bot = await started();
      const agreement = await win();
      rig.backend.failRun = true;
      for (let i = 0; i < 3; i++) {
        await post(agreement, 1);
        await until(async () => (await states(agreement))[i] === 'failed');
      }
      await until(() => bot.restContext().guard.breaker.list()[1]?.[1].state === 'open');
      return { bot, agreement };
    }

    it('opens when the file of a model was changed on the disk, and requests are answered by the right one', async () => {
      const bot = await started();
      const agreement = await win();
      rig.backend.away = new WingmanError('MODEL_FILE_CHANGED', 'sample: not the file that was checked', {});
      await post(agreement, 1);
      const state = () => bot.restContext().guard.breaker.list()[1]?.[1];
      await until(() => state()?.state === 'open');
      expect(state()?.faults).toMatchObject([
        { kind: 'file', subject: 'sample: not the file that was checked' },
      ]);
      rig.backend.away = null;
      expect(await reason(place())).toBe('BREAKER_OPEN');
      await until(async () => (await states(agreement))[0] === 'answered');
      const metrics = await bot.metrics.registry.metrics();
      expect(metrics).toContain('wingman_faults_total{kind="file"} 1');
    });

    it('opens when a model fails k times: orders are declined with the reason, requests are answered', async () => {
      const { bot, agreement } = await opened();
      const order = place();
      expect(await reason(order)).toBe('BREAKER_OPEN');
      expect((await rig.store.order(order))?.detail).toContain('model 0');
      rig.backend.failRun = false;
      await post(agreement, 1);
      await until(async () => (await states(agreement))[3] === 'answered');
      const metrics = await bot.metrics.registry.metrics();
      expect(metrics).toContain('wingman_breaker_state{model="0"} 2');
      expect(metrics).toContain('wingman_breaker_state{model="all"} 0');
      expect(metrics).toContain('wingman_faults_total{kind="failure"} 3');
      expect(bot.readiness().ok).toBe(true);
    });

    it('is open after a restart, and closed by hand', async () => {
      const { bot } = await opened();
      await bot.close();
      rig.backend.failRun = false;
      const next = await started();
      expect(await reason(place())).toBe('BREAKER_OPEN');
      await next.restContext().guard.breaker.reset(null);
      expect(await reason(place())).toBe('BID_PLACED');
    });

    it('lets one bid by after the cool-down, and closes when an answer is on chain', async () => {
      const { bot, agreement } = await opened();
      now += 60_000;
      rig.chain.block();
      await until(() => bot.restContext().guard.breaker.list()[1]?.[1].state === 'halfOpen');
      const [first, second] = [place(), place()];
      expect(await reason(first)).toBe('BID_PLACED');
      expect(await reason(second)).toBe('BREAKER_OPEN');
      rig.chain.endOrder(first, 'expired');
      await until(async () => (await rig.store.order(first))?.stage === 'lost');
      const third = place();
      expect(await reason(third)).toBe('BID_PLACED');
      rig.backend.failRun = false;
      await post(agreement, 1);
      await until(() => bot.restContext().guard.breaker.list()[1]?.[1].state === 'closed');
      expect(await reason(place())).toBe('BID_PLACED');
    });

    it('counts requests that were not answered in time, and none of what the consumer did wrong', async () => {
      await rig.config.patch({ breaker: { faults: 2 } }, null);
      const bot = await started();
      const agreement = await win();
      await post(agreement, 0);
      const missing = { payload: { hash: `0x${'e'.repeat(64)}` as const, size: 5n }, units: 1 };
      rig.chain.post(agreement, [missing, missing, missing]);
      await until(async () => (await states(agreement)).every((state) => state === 'failed'));
      const { breaker } = bot.restContext().guard;
      expect(breaker.list()).toHaveLength(1);
      const timedOut = (index: number) =>
        ({
          type: 'execution.TimedOut',
          agreement,
          index: index as never,
          units: 1,
          refunded: planck(0n),
          compensation: planck(0n),
        }) as const;
      rig.chain.block([timedOut(7), timedOut(7), timedOut(8)]);
      await until(() => breaker.list()[1]?.[1].state === 'open');
      expect(breaker.list()[0]?.[1]).toMatchObject({ state: 'closed', faults: [{}, {}] });
    });

    it('opens for all at a slash of this provider, not of another', async () => {
      const bot = await started();
      const slashed = (provider: string) =>
        ({
          type: 'providers.Slashed',
          provider: accountId(provider),
          amount: planck(5n),
          to: accountId('5Treasury'),
        }) as const;
      rig.chain.block([slashed('5Other')]);
      expect(await reason(place())).toBe('BID_PLACED');
      rig.chain.block([slashed('5Wing')]);
      expect(await reason(place())).toBe('BREAKER_OPEN');
      expect(bot.restContext().guard.breaker.list()[0]?.[1].state).toBe('open');
    });
  });

  describe('the provider', () => {
    it('pauses it, over a restart too, while it serves what it won; and has it go on', async () => {
      const bot = await started();
      const agreement = await win();
      await bot.restContext().guard.control.set('paused');
      expect(await reason(place())).toBe('PAUSED');
      await bot.close();
      const next = await started();
      expect(await reason(place())).toBe('PAUSED');
      await post(agreement, 1);
      await until(async () => (await states(agreement))[0] === 'answered');
      await next.restContext().guard.control.set('running');
      expect(await reason(place())).toBe('BID_PLACED');
    });

    it('drains it: it ends when the agreement is over and final, and is paused at the next start', async () => {
      const bot = await started();
      const agreement = await win();
      await bot.restContext().guard.control.set('draining', true);
      let ended = false;
      void bot.drained.then(() => {
        ended = true;
      });
      expect(await reason(place())).toBe('DRAINING');
      rig.chain.block([], 5);
      await until(async () => (await rig.store.cursor('best'))?.number === rig.chain.number);
      expect(ended).toBe(false);
      rig.chain.consumerOffersClose(agreement);
      rig.chain.block([], 8);
      await until(async () => (await rig.store.agreement(agreement))?.state === 'closed');
      rig.chain.block([], 2);
      await until(() => {
        if (!ended) rig.chain.block();
        return ended;
      });
      await bot.close();
      const next = await started();
      expect(next.restContext().guard.control.current.mode).toBe('paused');
      expect(await reason(place())).toBe('PAUSED');
    });

    it('drains it and lets it stay, and changes their mind', async () => {
      const bot = await started();
      const { control } = bot.restContext().guard;
      await win();
      await control.set('draining', false);
      expect(await reason(place())).toBe('DRAINING');
      await control.set('running');
      expect(await reason(place())).toBe('BID_PLACED');
    });
  });

  describe('a budget', () => {
    const patch = (budget: object) => rig.config.patch({ budget }, null);

    it('of open orders and agreements is counted with the bids that may win, over a restart too', async () => {
      await patch({ openAgreements: 2 });
      const bot = await started();
      await win();
      expect(await reason(place())).toBe('BID_PLACED');
      const third = place();
      expect(await reason(third)).toBe('BUDGET_OPEN');
      expect((await rig.store.order(third))?.detail).toContain('2 agreements and bids');
      await bot.close();
      await started();
      expect(await reason(place())).toBe('BUDGET_OPEN');
      await patch({ openAgreements: null, openOrders: 1 });
      expect(await reason(place())).toBe('BUDGET_OPEN');
      await patch({ openOrders: 2 });
      expect(await reason(place())).toBe('BID_PLACED');
    });

    it('of a model counts its own alone', async () => {
      await patch({ perModel: { 0: { openOrders: 1 }, 7: { openOrders: 1 } } });
      await started();
      expect(await reason(place())).toBe('BID_PLACED');
      expect(await reason(place())).toBe('BUDGET_OPEN');
      await patch({ perModel: { 0: { openOrders: 2 } } });
      expect(await reason(place())).toBe('BID_PLACED');
    });

    it('of fees counts those of today', async () => {
      await patch({ feesPerDay: '0.00000000001' });
      await started();
      const spend = (at: number, fee: bigint) =>
        rig.store.recordTransaction({
          ...{ at, call: 'x', subject: '', ok: true, block: 1, error: '' },
          fee: planck(fee),
        });
      await spend(now - 86_400_000, 100n);
      await spend(now, 9n);
      expect(await reason(place())).toBe('BID_PLACED');
      await spend(now, 1n);
      expect(await reason(place())).toBe('BUDGET_FEES');
      now += 86_400_000;
      expect(await reason(place())).toBe('BID_PLACED');
    });

    it('of what is bound counts bond and deposits', async () => {
      const bot = await started();
      rig.chain.money = async () => ({ ...none, orders: planck(3n), agreements: planck(4n) });
      await patch({ locked: '0.000000000008' });
      expect(await reason(place())).toBe('BID_PLACED');
      await patch({ locked: '0.000000000007' });
      expect(await reason(place())).toBe('BUDGET_LOCKED');
      expect(bot.restContext().guard.budget.use.locked).toBe(7n);
    });
  });

  describe('the only endpoint', () => {
    const endpoint = (fault: EndpointState['fault']) => {
      const seen = { best: 1, finalised: 1, left: {} };
      rig.chain.endpoints = [
        { ...seen, name: 'ws://a', inUse: true, fault },
        { ...seen, name: 'ws://b', inUse: false, fault: { fault: 'forked', detail: 'not in use' } },
      ];
    };

    it.each(['stale', 'behind', 'finalityBehind', 'forked'] as const)(
      'that is %s keeps it from bidding, with the reason; what was won is answered',
      async (fault) => {
        const bot = await started();
        const agreement = await win();
        endpoint({ fault, detail: 'its newest block is 300 s old by its own time' });
        const order = place();
        expect(await reason(order)).toBe('ENDPOINT_FAULT');
        expect((await rig.store.order(order))?.detail).toContain('ws://a: its newest block is 300 s old');
        expect(bot.readiness().ok).toBe(false);
        await post(agreement, 1);
        await until(async () => (await states(agreement))[0] === 'answered');
        endpoint(null);
        expect(await reason(place())).toBe('BID_PLACED');
      },
    );

    it('that is well, beside one that is not, keeps it from nothing', async () => {
      await started();
      endpoint(null);
      expect(await reason(place())).toBe('BID_PLACED');
    });
  });

  describe('alerts', () => {
    const delivered: AlertPayload[] = [];
    const sink: AlertSink = { deliver: async (_, body) => void delivered.push(JSON.parse(body)) };
    const kinds = () => delivered.map(({ type, data }) => `${type} ${data.subject}`.trim());
    const told = (kind: string) => until(() => kinds().includes(kind), kind);
    beforeEach(() => {
      delivered.length = 0;
    });

    it('tell of an endpoint that was left for another', async () => {
      const bot = rig.bot({ alertSink: sink });
      void bot.start([rig.model]);
      await bot.untilReady(NEVER);
      const fault = 'stale' as const;
      bot.endpointSwitched({ from: 'ws://a', to: 'ws://b', fault, detail: 'its newest block is 300 s old' });
      await told('ENDPOINT_SWITCHED ws://b');
      expect(delivered.at(-1)?.data.message).toBe('ws://a was left: its newest block is 300 s old');
    });

    it('tell of breaker, slash, budget, models, money and chain, each once until it was well', async () => {
      await rig.config.patch({ budget: { openOrders: 1 } }, null);
      rig.blobs.down = true;
      rig.chain.spendable = zero;
      const bot = rig.bot({ alertSink: sink, clock: { now: () => now, wait: () => setImmediate() } });
      void bot.start([rig.model]);
      await told('MODEL_UNAVAILABLE model 0');
      await told('OUT_OF_MONEY');
      rig.chain.spendable = planck(10n ** 12n);
      rig.blobs.down = false;
      await bot.untilReady(NEVER);
      expect(await reason(place())).toBe('BID_PLACED');
      rig.chain.block();
      await told('BUDGET_REACHED');
      const slashed = { provider: accountId('5Wing'), amount: planck(5n), to: accountId('5Treasury') };
      rig.chain.block([{ type: 'providers.Slashed', ...slashed }]);
      await told('SLASHED');
      await told('BREAKER_OPENED');
      await bot.restContext().guard.breaker.reset(null);
      await told('BREAKER_CLOSED');
      now += 60_000;
      await told('CHAIN_LOST');
      rig.chain.block();
      await told('CHAIN_BACK');
      await bot.close();
      expect(new Set(kinds()).size).toBe(kinds().length);
      expect(delivered[0]).toMatchObject({ data: { provider: '5Wing', genesis: rig.chain.genesisHash } });
    });
  });
});
