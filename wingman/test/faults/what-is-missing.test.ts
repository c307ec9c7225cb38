import { setImmediate } from 'node:timers/promises';
import { type AgreementId, type OrderId, planck } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bot } from '../../src/bot.ts';
import type { BotInit } from '../../src/bot-parts.ts';
import { WingmanError } from '../../src/errors.ts';
import type { Blobs } from '../../src/ports/blobs.ts';
import type { AlertPayload } from '../../src/schemas/alerts.ts';
import { createRig, picture, type Rig } from '../fakes/rig.ts';
import { until } from '../fakes/until.ts';

const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;
/** As many as one call takes. */
const BATCH = 30;

describe('a bot that lacks something', () => {
  let rig: Rig;
  let now: number;
  let free: number;
  let alerts: AlertPayload[];
  beforeEach(async () => {
    rig = await createRig();
    now = Date.now();
    free = 100;
    alerts = [];
  });
  afterEach(() => rig.close());

  async function started(changes: Partial<BotInit> = {}): Promise<Bot> {
    const bot = rig.bot({
      clock: { now: () => now, wait: () => setImmediate() },
      disk: { name: 'here', minBytes: 10, freeBytes: async () => free },
      alertSink: { deliver: async (_, body) => void alerts.push(JSON.parse(body)) },
      ...changes,
    });
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    return bot;
  }
  const place = (duration = 5_000) =>
    rig.chain.placeOrder({ model: rig.model, inferences: 100, duration, responseWindow: 100 });
  const reason = (order: OrderId) => until(async () => (await rig.store.order(order))?.reason, 'a reason');
  const win = async (): Promise<AgreementId> => {
    const order = place();
    expect(await reason(order)).toBe('BID_PLACED');
    const agreement = rig.chain.award(order);
    await until(async () => (await rig.store.agreement(agreement)) !== null, 'the agreement');
    return agreement;
  };
  const told = (kind: string, subject = '') =>
    until(() => alerts.some(({ type, data }) => type === kind && data.subject === subject), kind);
  const onChain = async (agreement: AgreementId) =>
    (await rig.chain.requests(agreement)).filter(({ state }) => state.kind === 'answered').length;
  const tellAgain = async (bids: boolean) => {
    const order = place();
    const why = await reason(order);
    if (bids) expect(why).toBe('BID_PLACED');
    return why;
  };

  describe('the dx-node', () => {
    const broken: readonly (readonly [string, Partial<Blobs>])[] = [
      [
        'is down',
        {
          get: async () => ({ ok: false, why: 'away', detail: 'DX_UNAVAILABLE: no dx-node answers' }),
          put: async () => {
            throw new WingmanError('DX_AWAY', 'DX_UNAVAILABLE: no dx-node answers', {});
          },
        },
      ],
      ['lies', { get: async () => ({ ok: false, why: 'away', detail: 'DX_HASH_MISMATCH: wrong bytes' }) }],
      [
        'takes no answers',
        {
          put: async () => {
            throw new WingmanError('DX_AWAY', 'DX_TIMEOUT: too slow', {});
          },
        },
      ],
    ];

    it.each(broken)('that %s: no bids, an alert, and every answer when it is well again', async (_, how) => {
      const whole = { get: rig.blobs.get.bind(rig.blobs), put: rig.blobs.put.bind(rig.blobs) };
      let isBroken = false;
      let asked = 0;
      const blobs: Blobs = {
        get: (...args) => {
          asked += 1;
          return ((isBroken && how.get) || whole.get)(...args);
        },
        put: (bytes) => ((isBroken && how.put) || whole.put)(bytes),
      };
      await started({ blobs });
      const [agreement, other] = [await win(), await win()];
      const items = await rig.upload(picture(1), picture(2));
      isBroken = true;
      rig.chain.post(agreement, items);
      await told('DX_AWAY');
      expect(await tellAgain(false)).toBe('DX_AWAY');
      rig.chain.post(other, items);
      const before = asked;
      rig.chain.block([], 10);
      await until(async () => (await rig.store.cursor('best'))?.number === rig.chain.number);
      expect(rig.chain.calls).not.toContain('execution.fail');
      // Tries are bounded by blocks: at most three a job every other block, beside the probe.
      expect(asked - before).toBeLessThan(1_000);

      isBroken = false;
      await told('BIDDING_AGAIN', 'DX_AWAY');
      rig.chain.block([], 2);
      await until(async () => (await onChain(agreement)) === 2 && (await onChain(other)) === 2, 'answers');
      await tellAgain(true);
    });

    it('that stays down until the deadline is near: what can’t be answered ends as the bot’s own failure', async () => {
      await started();
      const agreement = await win();
      const items = await rig.upload(picture(1));
      rig.blobs.down = true;
      rig.chain.post(agreement, items);
      await told('DX_AWAY');
      rig.chain.block([], 95);
      await until(async () => (await rig.store.requests(agreement))[0]?.state === 'failed', 'the end');
      expect(await rig.store.requests(agreement)).toMatchObject([{ failCode: 'Internal' }]);
    });
  });

  it('room on the disk: no bids, an alert, what was won is served; and goes on when there is room', async () => {
    await started();
    const agreement = await win();
    free = 9;
    await told('DISK_FULL');
    const order = place();
    expect(await reason(order)).toBe('DISK_FULL');
    rig.chain.post(agreement, await rig.upload(picture(1)));
    await until(async () => (await onChain(agreement)) === 1, 'the answer');
    free = 100;
    await told('BIDDING_AGAIN', 'DISK_FULL');
    await tellAgain(true);
  });

  it('a disk that takes nothing: no request is lost, and all are answered when it does again', async () => {
    await started();
    const agreement = await win();
    const apply = rig.store.apply.bind(rig.store);
    rig.store.apply = async () => {
      throw new TypeError('could not extend file: No space left on device');
    };
    free = 0;
    rig.chain.post(agreement, await rig.upload(picture(1), picture(2)));
    await told('DISK_FULL');
    rig.chain.block([], 3);
    expect(await onChain(agreement)).toBe(0);
    rig.store.apply = apply;
    free = 100;
    await until(async () => (await onChain(agreement)) === 2, 'the answers');
    await tellAgain(true);
  });

  it('money for fees: no bids and an alert before it is gone; goes on when some is paid in', async () => {
    await started();
    await win();
    rig.chain.spendable = planck(0n);
    await told('OUT_OF_MONEY');
    expect(await tellAgain(false)).toBe('OUT_OF_MONEY');
    rig.chain.spendable = planck(10n ** 12n);
    await told('BIDDING_AGAIN', 'OUT_OF_MONEY');
    await tellAgain(true);
  });

  it('money when an answer is due: it waits, and is brought to the chain when some is paid in', async () => {
    await started();
    const agreement = await win();
    rig.chain.spendable = planck(0n);
    rig.chain.before = (call) => {
      if (call === 'execution.respond' && rig.chain.spendable === 0n) {
        throw new WingmanError('OUT_OF_MONEY', 'fake: nothing left', {});
      }
    };
    rig.chain.post(agreement, await rig.upload(picture(1)));
    await until(async () => (await rig.store.requests(agreement))[0]?.state === 'computed', 'the answer');
    await told('OUT_OF_MONEY');
    rig.chain.spendable = planck(10n ** 12n);
    rig.chain.block([], 3);
    await until(async () => (await onChain(agreement)) === 1, 'the answer on chain');
  });

  it.each([
    ['ahead', HOUR_MS],
    ['behind', -HOUR_MS],
  ])(
    'the right time, an hour %s: bids, answers and settles as the blocks say, and tells its owner',
    async (_, off) => {
      now += off;
      await started();
      await told('CLOCK_OFF');
      const agreement = await win();
      rig.chain.post(agreement, await rig.upload(picture(1)));
      await until(async () => (await onChain(agreement)) === 1, 'the answer');
      rig.chain.block([], 20);
      await until(() => rig.chain.calls.includes('execution.settle'), 'the money');
      expect(alerts.filter(({ type }) => type === 'CLOCK_OFF')).toHaveLength(1);
      expect(alerts.find(({ type }) => type === 'CLOCK_OFF')?.data.message).toContain('set it by NTP');
    },
  );

  describe('a poison request in a batch of 30', () => {
    const AT = 17;
    const post = async (poison: Uint8Array) => {
      const items = Array.from({ length: BATCH }, (_, i) => (i === AT ? poison : picture(i + 1)));
      const agreement = await win();
      rig.chain.post(agreement, await rig.upload(...items));
      return agreement;
    };
    const poisons: readonly (readonly [string, string, () => Uint8Array | Promise<Uint8Array>])[] = [
      ['of noise', 'PayloadInvalid', () => Uint8Array.of(1, 2, 3)],
      ['of the wrong shape', 'PayloadInvalid', () => picture(1, 2)],
      [
        'that the model refuses',
        'PayloadInvalid',
        () => {
          rig.backend.poison.set(200, new WingmanError('MODEL_INPUT_REFUSED', 'no', {}));
          return picture(200);
        },
      ],
      [
        'that ends the runtime’s thread',
        'Internal',
        () => {
          rig.backend.poison.set(
            201,
            new WingmanError('MODEL_RUN_FAILED', 'its thread ended with code 134', {}),
          );
          return picture(201);
        },
      ],
    ];
    it.each(poisons)('%s: 29 are answered, it ends with %s', async (_, code, make) => {
      await started();
      const agreement = await post(await make());
      await until(async () => (await onChain(agreement)) === BATCH - 1, '29 answers');
      await until(async () => (await rig.store.requests(agreement))[AT]?.state === 'failed', 'its end');
      expect((await rig.store.requests(agreement))[AT]).toMatchObject({ failCode: code });
      const calls = rig.chain.calls.filter((call) => call === 'execution.respond').length;
      expect(calls).toBe(1);
    });
  });
});
