import { accountId, agreementId, modelId, orderId, planck, requestIndex } from '@airo/chain-types';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { observeStore } from '../../../src/pipeline/events/observe-store.ts';
import type { Change } from '../../../src/ports/change.ts';
import type { Store } from '../../../src/ports/store.ts';
import { type BotEvent, botEventSchema, EVENT_KINDS } from '../../../src/schemas/rest-events.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { sampleConfig } from '../../fakes/sample-config.ts';

const HASH = `0x${'a'.repeat(64)}` as const;
const blob = { hash: HASH, size: 1n };
const at = { agreement: agreementId(4), index: requestIndex(2) };
const outcome = {
  order: orderId(1),
  stage: 'bidding',
  reason: 'BID_PLACED',
  price: planck(10n ** 10n),
  detail: 'x',
} as const;
const agreement = {
  ...{ id: agreementId(4), order: orderId(1), consumer: accountId('5C'), model: modelId(0), manifest: HASH },
  ...{ price: planck(1n), inferences: 1, expires: 8, closesAfter: 9 },
};
const earning = {
  ...{ agreement: agreementId(4), block: 1, position: 0, units: 3, provider: planck(10n ** 12n) },
  ...{ royalty: planck(0n), commission: planck(0n) },
};

describe('a store that is observed', () => {
  let inner: MemoryStore;
  let store: Store;
  let events: BotEvent[];
  beforeEach(() => {
    events = [];
    inner = new MemoryStore();
    store = observeStore(
      inner,
      () => 5,
      (event) => events.push(event),
    );
  });

  const cases: [Change, object | null][] = [
    [
      { type: 'order.outcome', outcome },
      { kind: 'decision', order: 1, stage: 'bidding', reason: 'BID_PLACED', price: '0.01', detail: 'x' },
    ],
    [
      { type: 'agreement.opened', agreement },
      { kind: 'agreement', agreement: 4, state: 'open' },
    ],
    [
      { type: 'agreement.closed', agreement: agreementId(4) },
      { kind: 'agreement', agreement: 4, state: 'closed' },
    ],
    [
      { type: 'request.posted', request: { ...at, payload: blob, units: 1, posted: 1, deadline: 2 } },
      { kind: 'request', ...at, state: 'open' },
    ],
    [
      { type: 'request.computed', ...at, response: blob },
      { kind: 'request', ...at, state: 'computed' },
    ],
    [
      { type: 'request.refused', ...at, code: 'PayloadInvalid', detail: '' },
      { kind: 'request', ...at, state: 'refused' },
    ],
    [
      { type: 'request.answered', ...at, response: blob },
      { kind: 'request', ...at, state: 'answered' },
    ],
    [
      { type: 'request.ended', ...at, how: 'settled' },
      { kind: 'request', ...at, state: 'settled' },
    ],
    [
      { type: 'earned', earning },
      { kind: 'earned', agreement: 4, units: 3, provider: '1' },
    ],
    [{ type: 'job.done', id: 'x' }, null],
  ];
  it.each(cases)('tells of %j', async (change, event) => {
    await store.apply([change]);
    expect(events).toEqual(event === null ? [] : [{ ...event, at: 5 }]);
  });

  it('tells of everything that its schema has, as the schema says', async () => {
    await store.apply(
      cases.map(([change]) => change),
      { finality: 'best', block: { number: 7, hash: HASH } },
    );
    const data = { provider: '', genesis: '', subject: 'model 3', message: '' };
    const payload = { type: 'TEST', timestamp: '2026-01-01T00:00:00.000Z', data } as const;
    await store.saveAlert({ id: 'a', payload, state: 'waiting', attempts: 0, nextAt: 1, error: '' });
    await store.saveConfig(sampleConfig(), 'rest');
    await store.saveState('control', {});
    await store.saveState('breakers', {});
    await store.saveState('something', {});
    const sent = { at: 1, call: 'a.b', subject: '', ok: false, block: null, fee: null, error: 'no' };
    await store.recordTransaction(sent);
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(EVENT_KINDS));
    for (const event of events) expect(botEventSchema.parse(event)).toEqual(event);
    expect(await store.config()).toEqual(await inner.config());
  });

  it('tells nothing that was not written', async () => {
    inner.apply = async () => {
      throw new TypeError('disk full');
    };
    await expect(store.apply([{ type: 'order.outcome', outcome }])).rejects.toThrow('disk full');
    expect(events).toEqual([]);
  });
});
