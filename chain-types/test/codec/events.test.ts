import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GenericEvent, GenericEventData, TypeRegistry } from '@polkadot/types';
import { stringCamelCase, u8aConcat } from '@polkadot/util';
import { decodeEvent } from '../../src/codec/events.ts';
import type { AiroEvent } from '../../src/model/events.ts';
import { accountId, agreementId, modelId, orderId, planck, requestIndex } from '../../src/model/ids.ts';
import { toInput } from '../../src/runtime/field-names.ts';
import { plainFields } from '../../src/runtime/plain.ts';
import { artifactRegistry } from '../support/artifact.ts';

const ALICE = accountId('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
const BOB = accountId('5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty');
const HASH = `0x${'ab'.repeat(32)}` as const;
const LARGE = planck(2n ** 127n - 1n);
const blob = { hash: HASH, size: 2n ** 40n };
const model = modelId(7);
const order = orderId(8);
const agreement = agreementId(9);
const index = requestIndex(4_294_967_295);

/** Each event of our pallets as the domain has it; what the runtime spells differently stands beside it. */
const EVENTS: readonly (readonly [AiroEvent, Record<string, unknown>?])[] = [
  [{ type: 'models.Committed', who: ALICE, commitment: HASH }],
  [{ type: 'models.CommitmentWithdrawn', who: ALICE, commitment: HASH }],
  [
    {
      type: 'models.Registered',
      model,
      owner: ALICE,
      artifact: blob,
      manifest: blob,
      weightsRoot: HASH,
      royalty: LARGE,
      version: 1,
      parent: { model, share: 0.25 },
      committed: 3,
    },
    { parent: [7, 250_000_000] },
  ],
  [{ type: 'models.TakenOver', model, from: ALICE, committed: 3 }],
  [{ type: 'models.RoyaltySet', model, royalty: LARGE, from: 9 }],
  [{ type: 'models.ManifestSet', model, version: 2, manifest: blob, weightsRoot: HASH }],
  [{ type: 'models.Removed', model, depositor: ALICE, deposit: LARGE }],
  [{ type: 'models.MarkedPublic', artifact: HASH }],
  [{ type: 'models.UnmarkedPublic', artifact: HASH }],
  [{ type: 'models.Attested', model, version: 2, provider: BOB }],
  [{ type: 'models.Listed', model, version: 2 }],
  [{ type: 'models.Retired', model }],
  [{ type: 'models.Restored', model }],
  [{ type: 'providers.Registered', provider: BOB, bond: LARGE }],
  [{ type: 'providers.ProfileUpdated', provider: BOB }],
  [{ type: 'providers.Bonded', provider: BOB, amount: planck(1n), bond: LARGE }],
  [{ type: 'providers.Unbonding', provider: BOB, amount: LARGE, until: 99 }],
  [{ type: 'providers.Withdrawn', provider: BOB, amount: LARGE }],
  [{ type: 'providers.Chilled', provider: BOB }],
  [{ type: 'providers.Activated', provider: BOB }],
  [{ type: 'providers.Offered', provider: BOB, model }],
  [{ type: 'providers.OfferWithdrawn', provider: BOB, model }],
  [{ type: 'providers.Slashed', provider: BOB, amount: LARGE, to: ALICE }],
  [
    {
      type: 'marketplace.OrderPlaced',
      order,
      consumer: ALICE,
      model,
      inferences: 100,
      maxPrice: LARGE,
      bidsUntil: 12,
      award: 'cheapest',
      barred: BOB,
    },
    { award: 'Cheapest' },
  ],
  [
    {
      type: 'marketplace.BidPlaced',
      order,
      provider: BOB,
      price: LARGE,
      terms: { maxOpen: 8, creditWindow: 2 },
    },
  ],
  [
    {
      type: 'marketplace.BidLowered',
      order,
      provider: BOB,
      price: LARGE,
      terms: { maxOpen: 8, creditWindow: 2 },
    },
  ],
  [{ type: 'marketplace.BidEvicted', order, provider: BOB, price: LARGE }],
  [{ type: 'marketplace.Countered', order, provider: BOB, price: LARGE }],
  [{ type: 'marketplace.CounterAccepted', order, provider: BOB, price: LARGE }],
  [
    {
      type: 'marketplace.OrderAwarded',
      order,
      agreement,
      consumer: ALICE,
      provider: BOB,
      model,
      price: LARGE,
      inferences: 100,
    },
  ],
  [{ type: 'marketplace.OrderCancelled', order, refunded: LARGE }],
  [{ type: 'marketplace.OrderExpired', order, refunded: LARGE }],
  [
    {
      type: 'execution.AgreementOpened',
      agreement,
      order,
      consumer: ALICE,
      provider: BOB,
      model,
      price: LARGE,
      inferences: 100,
      expires: 1_000,
    },
  ],
  [{ type: 'execution.Requested', agreement, index, payload: blob, units: 3, deadline: 20 }],
  [{ type: 'execution.Responded', agreement, index, response: blob, due: 21 }],
  [
    {
      type: 'execution.Failed',
      agreement,
      index,
      code: 'PayloadUnavailable',
      units: 3,
      refunded: LARGE,
      compensation: planck(0n),
    },
  ],
  [{ type: 'execution.TimedOut', agreement, index, units: 3, refunded: LARGE, compensation: planck(1n) }],
  [
    {
      type: 'execution.Settled',
      agreement,
      indices: [requestIndex(0), index],
      units: 4,
      provider: LARGE,
      royalty: planck(2n),
      commission: planck(3n),
    },
  ],
  [
    {
      type: 'execution.Redeemed',
      agreement,
      total: 7,
      units: 3,
      provider: LARGE,
      royalty: planck(2n),
      commission: planck(3n),
    },
  ],
  [{ type: 'execution.QuotaReleased', agreement, units: 3, channelQuota: 4 }],
  [{ type: 'execution.Demanded', agreement, index, response: blob, until: 30 }],
  [{ type: 'execution.Published', agreement, index, response: blob, bytes: '0x0102', due: 31 }],
  [{ type: 'execution.Reopened', agreement, order, units: 5, released: LARGE }],
  [{ type: 'execution.Ending', agreement, closesAfter: 40 }],
  [{ type: 'execution.CloseOfferWithdrawn', agreement, by: BOB }],
  [{ type: 'execution.CloseOffered', agreement, by: ALICE }],
  [{ type: 'execution.Closed', agreement, refunded: LARGE, forfeited: planck(4n) }],
];

describe('decodeEvent', () => {
  let registry: TypeRegistry;

  beforeAll(async () => {
    registry = await artifactRegistry();
  });

  /** The event as the runtime would write it. */
  function scale(type: string, values: Record<string, unknown>): Uint8Array {
    const [section = '', name = ''] = type.split('.');
    const pallet = registry.metadata.pallets.find((one) => stringCamelCase(one.name.toString()) === section);
    const events = pallet?.events.unwrapOrDefault().type;
    const variants = events ? registry.lookup.getSiType(events).def.asVariant.variants : [];
    const variant = [...variants].find((one) => one.name.toString() === name);
    if (!pallet || !variant) throw new Error(`the metadata has no event ${type}`);
    const fields = variant.fields.map((field) => {
      const value = toInput(values[stringCamelCase(field.name.unwrap().toString())]);
      return registry.createTypeUnsafe(registry.createLookupType(field.type), [value]).toU8a();
    });
    return u8aConcat(new Uint8Array([pallet.index.toNumber(), variant.index.toNumber()]), ...fields);
  }

  function decode(bytes: Uint8Array) {
    const event = registry.createType<GenericEvent>('Event', bytes);
    const { names } = event.data as unknown as GenericEventData;
    return decodeEvent(event.section, event.method, plainFields(names, event.data));
  }

  it.each(EVENTS.map(([event, differs]) => [event.type, event, differs] as const))(
    'reads %s from the bytes of the runtime',
    (type, event, differs) => {
      expect(decode(scale(type, { ...event, ...differs }))).toEqual(event);
    },
  );

  it('has a case here for each event that our pallets have', () => {
    const ours = ['Models', 'Providers', 'Marketplace', 'Execution'];
    const known = registry.metadata.pallets
      .filter(({ name }) => ours.includes(name.toString()))
      .flatMap(({ name, events }) =>
        registry.lookup
          .getSiType(events.unwrap().type)
          .def.asVariant.variants.map((one) => `${stringCamelCase(name.toString())}.${one.name.toString()}`),
      );
    expect(EVENTS.map(([{ type }]) => type).sort()).toEqual(known.sort());
  });

  it('reads who passed an NFT to whom', () => {
    const passed = { type: 'nfts.Transferred', collection: 0, item: 7, from: ALICE, to: BOB };
    expect(decode(scale(passed.type, passed))).toEqual(passed);
  });

  it("names other pallets' events and leaves their data", () => {
    const bytes = scale('balances.Transfer', { from: ALICE, to: BOB, amount: 5n });
    expect(decode(bytes)).toEqual({ type: 'other', pallet: 'balances', name: 'Transfer' });
  });
});
