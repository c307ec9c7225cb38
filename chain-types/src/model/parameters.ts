import type { AccountId, Planck } from './ids.ts';

/** What only a runtime upgrade changes, if anything does. */
export interface ChainConstants {
  /** Below this an account doesn't exist. */
  readonly existentialDeposit: Planck;
  /** Gets commissions. */
  readonly treasury: AccountId;
  readonly blockTimeMs: number;
}

/** Shortest and longest allowed length in blocks, both inclusive. */
export interface WindowBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * The rules by which orders, bids, bonds and models begin, as one block has them: governance may change them at any time.
 * What has begun goes by those it began under. Times in blocks, shares in parts per million (`Ppm`).
 */
export interface ChainParameters {
  readonly models: ModelsParameters;
  readonly providers: ProvidersParameters;
  readonly marketplace: MarketplaceParameters;
  readonly execution: ExecutionParameters;
}

export interface ModelsParameters {
  /** Age that a commitment must have to be used. */
  readonly commitAge: number;
  readonly minAttestations: number;
  readonly minAttesterBond: Planck;
  /** Time after a registration in which an earlier commitment takes it over. */
  readonly priorityPeriod: number;
  readonly royaltyNotice: number;
  /** Time that a model must have been retired to be removed. */
  readonly removalDelay: number;
  readonly modelDeposit: Planck;
  readonly commitDeposit: Planck;
  /** Per inference. */
  readonly maxRoyalty: Planck;
  readonly maxAttestations: number;
}

export interface ProvidersParameters {
  readonly minBond: Planck;
  /** What coverage exceeds one inference's price by at least. */
  readonly minSlash: Planck;
  /** Share of an agreement's value that its coverage is never below. */
  readonly coverageRatioPpm: number;
  readonly unbondingPeriod: number;
  /** Time after which everything in a record counts half; 0 when records don't fade. */
  readonly recordHalfLife: number;
  readonly maxOffers: number;
  readonly maxCounterparties: number;
}

export interface MarketplaceParameters {
  readonly commissionPpm: number;
  /** Per inference, after royalty and commission. */
  readonly minProviderShare: Planck;
  readonly bidDeposit: Planck;
  /** Time after the bid window in which an order can be awarded. */
  readonly awardGrace: number;
  readonly bidWindow: WindowBounds;
  readonly duration: WindowBounds;
  readonly responseWindow: WindowBounds;
  readonly challengeWindow: WindowBounds;
  readonly maxInferences: number;
  /** Most unanswered requests that a bid may promise to take. */
  readonly maxOpen: number;
  readonly minLoweringPpm: number;
  readonly maxBids: number;
  readonly maxInvited: number;
}

export interface ExecutionParameters {
  readonly requestDeposit: Planck;
  readonly failCompensationPpm: number;
  readonly unavailableFeePpm: number;
  readonly unavailableLimitPpm: number;
  readonly reopenFaultsPpm: number;
  readonly demandFee: Planck;
  /** Bytes of a published answer. */
  readonly maxPublish: number;
  /** Items per call. */
  readonly maxItems: number;
  /** Requests that one `settle` or `close` goes through. */
  readonly maxSettle: number;
}
