import type { ChainParameters, WindowBounds } from '@airo/chain-types/model';

/** How a value is told, and asked for. */
export type Unit = 'time' | 'window' | 'amount' | 'share' | 'number';

/** Title, what it means in plain words, unit, and of what a number is. */
type Words = readonly [title: string, meaning: string, unit: Unit, noun?: string];
type WordsOf<Pallet> = { readonly [Name in keyof Pallet]: Words };

/** Every parameter of the chain; a new one does not compile without words. */
const WORDS: { readonly [Pallet in keyof ChainParameters]: WordsOf<ChainParameters[Pallet]> } = {
  marketplace: {
    commissionPpm: ['Commission', 'Part of each price that goes to the treasury.', 'share'],
    minProviderShare: [
      'Least provider share',
      'What a bid must leave its provider of each inference, after royalty and commission.',
      'amount',
    ],
    bidDeposit: ['Bid deposit', 'Held for a bid, and given back when the order ends.', 'amount'],
    awardGrace: [
      'Time to award',
      'How long after the bid window the consumer can still choose a bid.',
      'time',
    ],
    bidWindow: ['Bid window', 'How long an order may take bids.', 'window'],
    duration: ['Duration of an agreement', 'How long its inferences may be used.', 'window'],
    responseWindow: ['Response window', 'How long a provider may take to answer a request.', 'window'],
    challengeWindow: [
      'Challenge window',
      'How long an answer may be challenged before it is paid.',
      'window',
    ],
    maxInferences: ['Most inferences', 'In one order.', 'number', 'inferences'],
    maxOpen: ['Most open requests', 'Unanswered at once, as a bid may promise.', 'number', 'requests'],
    minLoweringPpm: ['Least lowering', 'By which a bidder must lower its own bid.', 'share'],
    maxBids: ['Most bids', 'Kept for one order: the cheapest ones.', 'number', 'bids'],
    maxInvited: ['Most invited', 'Providers that an order may be for.', 'number', 'providers'],
  },
  execution: {
    requestDeposit: ['Request deposit', 'Held for a request until it is settled.', 'amount'],
    failCompensationPpm: [
      'Compensation for a failure',
      'Part of the price that the provider pays the consumer on top of the refund.',
      'share',
    ],
    unavailableFeePpm: [
      'Fee for a missing payload',
      'Part of the price that the treasury gets when a payload cannot be fetched.',
      'share',
    ],
    unavailableLimitPpm: [
      'Limit of missing payloads',
      'Part of the inferences above which either side may end the agreement.',
      'share',
    ],
    reopenFaultsPpm: [
      'Limit of failures',
      'Part of the inferences above which the consumer may order the rest from somebody else.',
      'share',
    ],
    demandFee: ['Fee for a demand', 'To the treasury, for having an answer published on chain.', 'amount'],
    maxPublish: ['Longest published answer', 'On chain, when it is demanded.', 'number', 'bytes'],
    maxItems: ['Most items in a call', 'Requests posted or answered at once.', 'number', 'items'],
    maxSettle: ['Most requests settled', 'By one transaction.', 'number', 'requests'],
  },
  providers: {
    minBond: ['Least bond', 'What a provider puts at stake to take part.', 'amount'],
    minSlash: [
      'Least slash',
      'By how much the bond behind an agreement exceeds the price of one inference.',
      'amount',
    ],
    coverageRatioPpm: ['Coverage', 'Part of an agreement’s value that its bond covers at least.', 'share'],
    unbondingPeriod: ['Unbonding', 'How long a bond stays liable after it is asked back.', 'time'],
    recordHalfLife: ['Half life of records', 'After which everything in a track record counts half.', 'time'],
    maxOffers: ['Most offers', 'Models that one provider may offer.', 'number', 'models'],
    maxCounterparties: ['Most counterparties', 'Kept in a track record.', 'number', 'accounts'],
  },
  models: {
    commitAge: ['Age of a commitment', 'Before it can be used to register a model.', 'time'],
    minAttestations: [
      'Attestations wanted',
      'Providers that must have run a version before it is for sale.',
      'number',
      'providers',
    ],
    minAttesterBond: ['Bond of an attester', 'What one must have bonded to attest a model.', 'amount'],
    priorityPeriod: [
      'Priority',
      'How long after a registration an earlier commitment takes it over.',
      'time',
    ],
    royaltyNotice: ['Notice of a higher royalty', 'Before new orders owe it.', 'time'],
    removalDelay: ['Removal', 'How long a model must have been retired before it can be removed.', 'time'],
    modelDeposit: ['Model deposit', 'Held for a registered model.', 'amount'],
    commitDeposit: ['Commitment deposit', 'Held for a commitment until it is used.', 'amount'],
    maxRoyalty: ['Highest royalty', 'Of one inference.', 'amount'],
    maxAttestations: ['Most attestations', 'Kept for one version.', 'number', 'attestations'],
  },
};

/** The runtime's own: another runtime changes them, governance does not. */
const FIXED = new Set([
  'maxBids',
  'maxInvited',
  'maxPublish',
  'maxItems',
  'maxSettle',
  'maxOffers',
  'maxCounterparties',
  'maxAttestations',
]);

export interface Parameter {
  /** As the runtime spells them: "Marketplace" and "Commission". */
  readonly pallet: string;
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly unit: Unit;
  readonly noun: string;
  readonly isFixed: boolean;
  /** As `ChainParameters` has it. */
  readonly of: (parameters: ChainParameters) => number | bigint | WindowBounds;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** All of them, pallet by pallet. */
export const PARAMETERS: readonly Parameter[] = Object.entries(WORDS).flatMap(([pallet, words]) =>
  Object.entries(words as Readonly<Record<string, Words>>).map(
    ([field, [title, meaning, unit, noun = '']]) => ({
      pallet: capital(pallet),
      name: capital(field.replace(/Ppm$/, '')),
      ...{ title, meaning, unit, noun },
      isFixed: FIXED.has(field),
      of: (parameters: ChainParameters) =>
        (parameters[pallet as keyof ChainParameters] as unknown as Record<string, bigint | number>)[
          field
        ] as number,
    }),
  ),
);

/** By the runtime's names; undefined of one that this version has no words for. */
export const parameterOf = (pallet: string, name: string): Parameter | undefined =>
  PARAMETERS.find((it) => it.pallet === pallet && it.name === name);
