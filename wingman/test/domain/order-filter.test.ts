import { accountId, modelId, type Order, orderId, planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { filterOrder, type ServedModel } from '../../src/domain/order-filter.ts';
import type { Config } from '../../src/schemas/config.ts';
import { sampleConfig } from '../fakes/sample-config.ts';

const MANIFEST = `0x${'a'.repeat(64)}` as const;
const order = (spec: Partial<Order['spec']> = {}): Order => ({
  id: orderId(1),
  consumer: accountId('5Consumer'),
  spec: {
    model: modelId(0),
    inferences: 100,
    maxPrice: planck(1n),
    channelQuota: 0,
    bidWindow: 20,
    duration: 100,
    responseWindow: 50,
    challengeWindow: 10,
    minBond: planck(0n),
    minScore: 0,
    sealed: false,
    award: 'manual',
    invited: null,
    consumerKey: MANIFEST,
    hpkeKey: null,
    ...spec,
  },
  royalty: planck(1n),
  manifest: MANIFEST,
  manifestVersion: 1,
  commissionPpm: 10_000,
  placed: 1,
  bidsUntil: 21,
  awardUntil: 31,
  barred: null,
});
const READY: ServedModel = { state: 'ready', manifest: MANIFEST, perSecond: 100 };
const filters = (changes: Partial<Config['filters']>) => ({
  filters: { ...sampleConfig().filters, ...changes },
});
const look = (spec: Partial<Order['spec']>, config: Partial<Config>, model: ServedModel, head = 5) =>
  filterOrder(order(spec), { config: sampleConfig(config), model, head, blockTimeMs: 3_000 });

describe('the provider’s own rules', () => {
  it('let an ordinary order pass', () => {
    expect(look({}, {}, READY)).toBeNull();
    expect(look({}, filters({ allowConsumers: ['5Consumer'] }), READY)).toBeNull();
  });

  const refused: [string, Partial<Order['spec']>, Partial<Config>, ServedModel][] = [
    ['BIDDING_OFF', {}, { bidding: false }, READY],
    ['MODEL_NOT_SERVED', {}, {}, { state: 'absent' }],
    ['MODEL_NOT_READY', {}, {}, { state: 'loading' }],
    ['MODEL_NOT_READY', {}, {}, { state: 'failed' }],
    ['MANIFEST_CHANGED', {}, {}, { ...READY, manifest: '0xother' }],
    ['TOO_FEW_INFERENCES', { inferences: 9 }, filters({ minInferences: 10 }), READY],
    ['TOO_MANY_INFERENCES', { inferences: 11 }, filters({ maxInferences: 10 }), READY],
    ['CONSUMER_DENIED', {}, filters({ denyConsumers: ['5Consumer'] }), READY],
    ['CONSUMER_NOT_ALLOWED', {}, filters({ allowConsumers: ['5Other'] }), READY],
    ['SEALED_UNSUPPORTED', { sealed: true }, {}, READY],
    ['CHANNEL_UNSUPPORTED', { channelQuota: 1 }, {}, READY],
    ['WINDOW_TOO_SHORT', { responseWindow: 1 }, {}, { ...READY, perSecond: 10 }],
  ];
  it.each(refused)('say %s', (reason, spec, config, model) => {
    expect(look(spec, config, model)).toBe(reason);
  });

  it('let no order pass whose bid window is over', () => {
    expect(look({}, {}, READY, 20)).toBeNull();
    expect(look({}, {}, READY, 21)).toBe('BID_WINDOW_OVER');
  });
});
