import {
  type Agreement,
  accountId,
  agreementId,
  type ChainEvent,
  modelId,
  orderId,
  planck,
  requestIndex,
} from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { findings, latencies, payments, percentiles } from '../../src/demo/tally.ts';

const agreement: Agreement = {
  id: agreementId(3),
  order: orderId(1),
  consumer: accountId('consumer'),
  provider: accountId('provider'),
  model: modelId(0),
  manifest: '0x00',
  price: planck(1000n),
  royalty: planck(200n),
  commissionPpm: 10_000,
  inferences: 10,
  channelQuota: 0,
  maxOpen: 8,
  opened: 1,
  expires: 100,
  closesAfter: 120,
  responseWindow: 10,
  challengeWindow: 10,
  coverage: planck(0n),
  paidOnChain: 0,
  redeemed: 0,
  refunded: 0,
  reopened: 0,
  open: 0,
  nextIndex: 0,
  state: 'open',
};

const settled = (units: number, id = agreement.id): ChainEvent => ({
  type: 'execution.Settled',
  agreement: id,
  indices: [requestIndex(0)],
  units,
  provider: planck(790n * BigInt(units)),
  royalty: planck(200n * BigInt(units)),
  commission: planck(10n * BigInt(units)),
});
const closed = (refunded: bigint): ChainEvent => ({
  type: 'execution.Closed',
  agreement: agreement.id,
  refunded: planck(refunded),
});

const good = {
  agreement,
  payments: payments(agreement, [settled(4), settled(4), closed(2000n)]),
  closed: true,
  asked: 8,
  answered: 8,
  failures: [],
  royaltyReceived: 1600n,
  right: 8,
  leastRightPercent: 92,
};

describe('the demo’s sums', () => {
  it('add up what was paid under the agreement and leave out other agreements', () => {
    const sum = payments(agreement, [
      settled(4),
      settled(5, agreementId(4)),
      { type: 'other', pallet: 'system', name: 'x' },
      closed(6000n),
    ]);
    expect(sum).toEqual({
      units: 4,
      provider: 3160n,
      modelOwner: 800n,
      treasury: 40n,
      refunded: 6000n,
      escrow: 10_000n,
    });
  });

  it('find nothing wrong when everything adds up', () => {
    expect(findings(good)).toEqual([]);
  });

  it.each([
    ['an answer is missing', { answered: 7, failures: ['Timeout'] }],
    [
      'the provider got a planck too little',
      { payments: { ...good.payments, provider: good.payments.provider - 1n } },
    ],
    ['the owner got other royalties than were announced', { payments: { ...good.payments, modelOwner: 0n } }],
    ['the royalties did not arrive', { royaltyReceived: 1599n }],
    ['the escrow is not used up', { payments: { ...good.payments, refunded: 1999n } }],
    ['too many answers are wrong', { right: 7 }],
  ])('tell when %s', (_what, change) => {
    expect(findings({ ...good, ...change }).length).toBeGreaterThan(0);
  });
});

describe('latencies', () => {
  it('are nearest-rank percentiles', () => {
    expect(percentiles([5, 1, 4, 2, 3])).toEqual({ p50: 3, p95: 5 });
    expect(percentiles([])).toEqual({ p50: 0, p95: 0 });
  });

  it('split a request into its stages', () => {
    const one = { started: 0, uploaded: 1, posted: 3, answered: 6, downloaded: 10 };
    const { upload, post, answer, download, total } = latencies([one]);
    expect([upload, post, answer, download, total].map((p) => p.p50)).toEqual([1, 2, 3, 4, 10]);
  });
});
