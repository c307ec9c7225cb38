import type { AccountId, AgreementId, Hex, ModelId, OrderId, Planck, RequestIndex } from './ids.ts';

/** Bytes on Dx: `hash` is their SHA-256, `size` their length in bytes. */
export interface Blob {
  readonly hash: Hex;
  readonly size: bigint;
}

export type ModelStatus =
  | { readonly kind: 'draft'; readonly attestations: number }
  | { readonly kind: 'listed' }
  | { readonly kind: 'retired' };

export interface Model {
  readonly id: ModelId;
  readonly artifact: Blob;
  readonly manifest: Blob;
  readonly weightsRoot: Hex;
  /** Per inference, of orders placed before `rise.from`. */
  readonly royalty: Planck;
  /** A higher royalty that was announced; counts from block `from` on. */
  readonly rise: { readonly royalty: Planck; readonly from: number } | null;
  /** Of the manifest that orders are for. */
  readonly version: number;
  /** A newer manifest that waits for attestations. */
  readonly next: { readonly version: number; readonly manifest: Blob; readonly attestations: number } | null;
  readonly status: ModelStatus;
  /** Owner of the NFT now; null when burned. */
  readonly owner: AccountId | null;
  /** Gets `share` of the royalties, 0 to 1. */
  readonly parent: { readonly model: ModelId; readonly share: number } | null;
}

export interface ProviderProfile {
  readonly endpoint: string;
  readonly peerId: string;
  readonly multiaddrs: readonly string[];
  /** X25519, 32 bytes. */
  readonly hpkeKey: Hex;
  /** Ed25519, 32 bytes. */
  readonly receiptKey: Hex;
  readonly metadata: Blob | null;
  readonly attestation: Blob | null;
}

export interface Provider {
  readonly account: AccountId;
  readonly profile: ProviderProfile;
  readonly bond: Planck;
  /** The part of the bond behind bids and agreements. */
  readonly covered: Planck;
  readonly chilled: boolean;
}

/**
 * What an account has done on one side of its agreements, faded up to now: every count is halved once a half life.
 * Inferences in units.
 */
export interface TrackRecord {
  readonly agreements: number;
  /** Paid inferences. */
  readonly served: bigint;
  /** By the provider's fault. */
  readonly failed: bigint;
  /** Not answered in time. */
  readonly late: bigint;
  /** Price of the paid inferences. */
  readonly value: Planck;
  /** The treasury's part of it. */
  readonly commission: Planck;
  /** What the treasury would have got of the failed and late ones. */
  readonly forgone: Planck;
  readonly challengesLost: number;
  readonly challengesWon: number;
}

export interface OfferTerms {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly perSecond: number;
  readonly maxBatch: number;
  readonly hardware: string;
}

export type AwardMode = 'manual' | 'cheapest';

/** What a consumer asks for. Windows in blocks. */
export interface OrderSpec {
  readonly model: ModelId;
  readonly inferences: number;
  /** Per inference. */
  readonly maxPrice: Planck;
  readonly channelQuota: number;
  readonly bidWindow: number;
  readonly duration: number;
  readonly responseWindow: number;
  readonly challengeWindow: number;
  readonly minBond: Planck;
  /** 0 to 1. */
  readonly minScore: number;
  readonly sealed: boolean;
  readonly award: AwardMode;
  readonly invited: readonly AccountId[] | null;
  /** Ed25519, 32 bytes: signs vouchers. */
  readonly consumerKey: Hex;
  /** X25519, 32 bytes. */
  readonly hpkeKey: Hex | null;
}

/** An order that is still open; ended ones are only in the events. Block numbers. */
export interface Order {
  readonly id: OrderId;
  readonly consumer: AccountId;
  readonly spec: OrderSpec;
  /** Royalty per inference, manifest and its version as the order found them. */
  readonly royalty: Planck;
  readonly manifest: Hex;
  readonly manifestVersion: number;
  /** Parts per million. */
  readonly commissionPpm: number;
  readonly placed: number;
  readonly bidsUntil: number;
  readonly awardUntil: number;
  /** May not bid: the order is the rest of an agreement that it didn't serve well. */
  readonly barred: AccountId | null;
}

export interface BidTerms {
  readonly maxOpen: number;
  readonly creditWindow: number;
}

export interface Bid {
  readonly provider: AccountId;
  readonly price: Planck;
  readonly coverage: Planck;
  readonly deposit: Planck;
  readonly terms: BidTerms;
  /** Block of the bid, or of its last lowering. */
  readonly placed: number;
  /** What the consumer would have it at. */
  readonly counter: Planck | null;
}

export interface Agreement {
  readonly id: AgreementId;
  readonly order: OrderId;
  readonly consumer: AccountId;
  readonly provider: AccountId;
  readonly model: ModelId;
  readonly manifest: Hex;
  readonly price: Planck;
  readonly royalty: Planck;
  readonly commissionPpm: number;
  readonly inferences: number;
  readonly channelQuota: number;
  readonly maxOpen: number;
  readonly opened: number;
  /** Last block in which a request may be made. */
  readonly expires: number;
  /** Anybody may close it after this block. */
  readonly closesAfter: number;
  readonly responseWindow: number;
  readonly challengeWindow: number;
  readonly coverage: Planck;
  /** Units. */
  readonly paidOnChain: number;
  readonly redeemed: number;
  readonly refunded: number;
  /** Ordered again, from somebody else. */
  readonly reopened: number;
  /** Unanswered requests. */
  readonly open: number;
  /** The number that the next request gets. */
  readonly nextIndex: number;
  readonly state: 'open' | 'closing';
}

export type RequestState =
  | { readonly kind: 'open' }
  | { readonly kind: 'answered'; readonly response: Blob; readonly at: number; readonly due: number }
  /** The consumer wants the bytes published up to block `until`; it isn't paid before. */
  | { readonly kind: 'demanded'; readonly response: Blob; readonly at: number; readonly until: number };

/** A request that is neither paid nor failed yet. */
export interface Request {
  readonly agreement: AgreementId;
  readonly index: RequestIndex;
  readonly payload: Blob;
  readonly units: number;
  readonly posted: number;
  /** Last block in which an answer counts. */
  readonly deadline: number;
  readonly state: RequestState;
}

export const FAIL_CODES = [
  'ModelUnavailable',
  'Timeout',
  'Internal',
  'PayloadInvalid',
  'TooLarge',
  'PayloadUnavailable',
] as const;
export type FailCode = (typeof FAIL_CODES)[number];

export const INELIGIBLE = [
  'OrderNotFound',
  'BiddingClosed',
  'NotRegistered',
  'Chilled',
  'NoOffer',
  'NotInvited',
  'BondTooLow',
  'ScoreTooLow',
  'BidsFull',
  'AlreadyBid',
  'OwnOrder',
  'Barred',
] as const;
export type Ineligible = (typeof INELIGIBLE)[number];

/** All the money of one account by purpose. */
export interface MoneyBuckets {
  readonly free: Planck;
  readonly orders: Planck;
  readonly agreements: Planck;
  readonly bonds: Planck;
  readonly challenges: Planck;
  readonly claimable: Planck;
}
