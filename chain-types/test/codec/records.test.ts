import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TypeRegistry } from '@polkadot/types';
import { toAgreement, toRequest } from '../../src/codec/execution.ts';
import { fromSpec, toBid, toOrder } from '../../src/codec/marketplace.ts';
import { toModel } from '../../src/codec/models.ts';
import {
  fromOfferTerms,
  fromProfile,
  toOfferTerms,
  toProvider,
  toTrackRecord,
} from '../../src/codec/providers.ts';
import { fromFraction, toFraction } from '../../src/codec/text.ts';
import type * as Runtime from '../../src/generated/runtime.ts';
import { accountId, agreementId, modelId, orderId, planck, requestIndex } from '../../src/model/ids.ts';
import type { OrderSpec, ProviderProfile } from '../../src/model/records.ts';
import { toInput } from '../../src/runtime/field-names.ts';
import { toPlain } from '../../src/runtime/plain.ts';
import { artifactRegistry, scaleValue } from '../support/artifact.ts';

const ALICE = accountId('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
const HASH = `0x${'cd'.repeat(32)}` as const;
const KEY = `0x${'01'.repeat(32)}` as const;
const LARGE = planck(2n ** 100n);
const blob = { hash: HASH, size: 17n };

const PROFILE: ProviderProfile = {
  endpoint: 'https://überall.example/v2',
  peerId: '12D3Koo',
  multiaddrs: ['/ip4/127.0.0.1/tcp/1', ''],
  hpkeKey: KEY,
  receiptKey: HASH,
  metadata: blob,
  attestation: null,
};
const SPEC: OrderSpec = {
  model: modelId(3),
  inferences: 100,
  maxPrice: LARGE,
  channelQuota: 10,
  bidWindow: 1,
  duration: 2,
  responseWindow: 3,
  challengeWindow: 4,
  minBond: LARGE,
  minScore: 0.123456789,
  sealed: true,
  award: 'cheapest',
  invited: [ALICE],
  consumerKey: KEY,
  hpkeKey: HASH,
};

describe('records', () => {
  let registry: TypeRegistry;

  beforeAll(async () => {
    registry = await artifactRegistry();
  });

  /** Through the SCALE bytes of the runtime's type and back. */
  const through = <T>(path: string, value: T): T => toPlain(scaleValue(registry, path, toInput(value))) as T;

  const MODEL: Runtime.Model = {
    artifact: blob,
    manifest: blob,
    weightsRoot: HASH,
    royalty: LARGE,
    rise: { royalty: LARGE, from: 77 },
    version: 2,
    next: { version: 3, manifest: blob, weightsRoot: HASH, attestations: 1 },
    status: { kind: 'Draft', attestations: 1 },
    parent: [1, 500_000_000],
    depositor: ALICE,
    deposit: 5n,
    committed: 6,
    contestableUntil: 99,
  };

  it.each([
    [
      { kind: 'Draft', attestations: 3 },
      { kind: 'draft', attestations: 3 },
    ],
    ['Listed', { kind: 'listed' }],
    [{ kind: 'Retired', from: 4, draft: null }, { kind: 'retired' }],
  ] as const)('a model whose status is %j', (status, expected) => {
    const input =
      typeof status === 'string'
        ? status
        : { [status.kind]: status.kind === 'Draft' ? { attestations: 3 } : { from: 4, draft: null } };
    const plain = through('pallet_models::types::Model', { ...MODEL, status: input as never });
    expect(toModel(modelId(1), ALICE, plain)).toEqual({
      id: 1,
      artifact: blob,
      manifest: blob,
      weightsRoot: HASH,
      royalty: LARGE,
      rise: { royalty: LARGE, from: 77 },
      version: 2,
      next: { version: 3, manifest: blob, attestations: 1 },
      status: expected,
      owner: ALICE,
      parent: { model: 1, share: 0.5 },
    });
  });

  it('a profile keeps its texts, also beyond ASCII, and what is absent', () => {
    const provider: Runtime.Provider = {
      profile: fromProfile(PROFILE),
      bond: LARGE,
      covered: 1n,
      unbonding: [{ amount: 2n, until: 3 }],
      chilled: true,
      offers: 2,
    };
    expect(toProvider(ALICE, through('pallet_providers::types::Provider', provider))).toEqual({
      account: ALICE,
      profile: PROFILE,
      bond: LARGE,
      covered: 1n,
      chilled: true,
    });
  });

  it('a record, without the block up to which it is halved', () => {
    const record: Runtime.Record = {
      halved: 1,
      agreements: 2,
      served: 3n,
      failed: 4n,
      late: 5n,
      value: LARGE,
      commission: 6n,
      forgone: 7n,
      challengesLost: 8,
      challengesWon: 9,
    };
    const { halved: _, ...counts } = record;
    expect(toTrackRecord(through('pallet_providers::record::Record', record))).toEqual(counts);
  });

  it('an offer', () => {
    const terms = { p50Ms: 1, p95Ms: 2, perSecond: 3, maxBatch: 4, hardware: 'H100 × 2' };
    expect(toOfferTerms(through('pallet_providers::types::OfferTerms', fromOfferTerms(terms)))).toEqual(
      terms,
    );
  });

  it.each([
    SPEC,
    { ...SPEC, award: 'manual' as const, invited: null, hpkeKey: null, minScore: 1, sealed: false },
  ])('an order with what was asked for (%#)', (spec) => {
    const order: Runtime.Order = {
      consumer: ALICE,
      spec: fromSpec(spec),
      terms: { royalty: 7n, manifest: HASH, version: 8 },
      commission: 10_000,
      promised: {
        requestDeposit: 9n,
        failCompensation: 100_000,
        unavailableFee: 50_000,
        unavailableLimit: 50_000,
        reopenFaults: 50_000,
        demandFee: 10n,
      },
      escrow: LARGE,
      placed: 9,
      bidsUntil: 10,
      awardUntil: 11,
      floor: 12n,
      barred: ALICE,
    };
    expect(toOrder(orderId(5), through('pallet_marketplace::types::Order', order))).toEqual({
      id: 5,
      consumer: ALICE,
      spec,
      royalty: 7n,
      manifest: HASH,
      manifestVersion: 8,
      commissionPpm: 10_000,
      placed: 9,
      bidsUntil: 10,
      awardUntil: 11,
      barred: ALICE,
    });
  });

  it('a bid', () => {
    const bid: Runtime.Bid = {
      provider: ALICE,
      price: LARGE,
      coverage: 1n,
      deposit: 2n,
      terms: { maxOpen: 3, creditWindow: 4 },
      placed: 5,
      score: 500_000_000,
      counter: 6n,
    };
    const { score: _, ...rest } = bid;
    expect(toBid(through('pallet_marketplace::types::Bid', bid))).toEqual(rest);
  });

  it.each([
    [{ Open: { closeOfferedBy: ALICE } }, 'open'],
    ['Closing', 'closing'],
  ])('an agreement that is %j', (state, expected) => {
    const input = {
      order: 1,
      consumer: ALICE,
      provider: ALICE,
      model: 2,
      manifest: HASH,
      receiptKey: KEY,
      consumerKey: KEY,
      price: LARGE,
      royalty: 3n,
      commission: 10_000,
      inferences: 4,
      channelQuota: 5,
      maxOpen: 6,
      creditWindow: 7,
      responseWindow: 8,
      challengeWindow: 9,
      failCompensation: 10,
      unavailableFee: 11,
      unavailableLimit: 12,
      deposit: 13n,
      reopenFaults: 29,
      demandFee: 30n,
      closesAfter: 31,
      reopened: 32,
      demanded: 33,
      requirements: { minBond: 34n, minScore: 35, sealed: true, hpkeKey: null },
      opened: 14,
      expires: 15,
      paidOnChain: 16,
      redeemed: 17,
      refunded: 18,
      faults: 19,
      unavailable: 20,
      unsettled: 21,
      open: 22,
      answered: 23,
      openChallenges: 24,
      coverage: 25n,
      nextIndex: 26,
      head: 27,
      tail: 28,
      state,
    };
    const plain = through<unknown>('pallet_execution::agreement::Agreement', input) as Runtime.Agreement;
    expect(toAgreement(agreementId(0), plain)).toEqual({
      id: 0,
      order: 1,
      consumer: ALICE,
      provider: ALICE,
      model: 2,
      manifest: HASH,
      price: LARGE,
      royalty: 3n,
      commissionPpm: 10_000,
      inferences: 4,
      channelQuota: 5,
      maxOpen: 6,
      opened: 14,
      expires: 15,
      closesAfter: 31,
      responseWindow: 8,
      challengeWindow: 9,
      coverage: 25n,
      paidOnChain: 16,
      redeemed: 17,
      refunded: 18,
      reopened: 32,
      open: 22,
      nextIndex: 26,
      state: expected,
    });
  });

  it.each([
    ['Open', { kind: 'open' }],
    [
      { Answered: { response: blob, at: 1, due: 2, seq: 3, published: true } },
      { kind: 'answered', response: blob, at: 1, due: 2 },
    ],
    [
      { Demanded: { response: blob, at: 1, until: 2 } },
      { kind: 'demanded', response: blob, at: 1, until: 2 },
    ],
  ])('a request that is %j', (state, expected) => {
    const input = { payload: blob, units: 4, posted: 5, deadline: 6, deposit: 7n, state: toInput(state) };
    const plain = through<unknown>('pallet_execution::types::Request', input) as Runtime.Request;
    expect(toRequest(agreementId(8), requestIndex(9), plain)).toEqual({
      agreement: 8,
      index: 9,
      payload: blob,
      units: 4,
      posted: 5,
      deadline: 6,
      state: expected,
    });
  });

  it('a fraction to the billionth', () => {
    for (const fraction of [0, 1, 0.5, 0.000000001, 0.999999999]) {
      expect(toFraction(fromFraction(fraction))).toBe(fraction);
    }
  });
});
