import type { FailCode } from '@airo/chain-types';

/** What stands beside a record as JSON. */
export type Terms = Readonly<Record<string, unknown>>;

/** Where something happened: a block, its time in milliseconds since 1970. */
export interface Place {
  readonly block: number;
  readonly at: number;
}

export type ModelStatus = 'draft' | 'listed' | 'retired' | 'removed';

/** A model as the last block left it, and what it has sold since. Money in planck. */
export interface ModelRecord {
  id: number;
  status: ModelStatus;
  owner: string | null;
  artifact: string;
  artifactSize: bigint;
  manifest: string;
  weightsRoot: string;
  /** Per inference, until `riseFrom`. */
  royalty: bigint;
  riseRoyalty: bigint | null;
  riseFrom: number | null;
  version: number;
  nextVersion: number | null;
  nextManifest: string | null;
  attestations: number;
  parent: number | null;
  /** 0 to 1. */
  parentShare: number | null;
  registeredBlock: number;
  registeredAt: number;
  orders: number;
  agreements: number;
  /** Inferences of all agreements. */
  sold: number;
  /** Paid inferences. */
  units: number;
  /** What was paid for them, royalties in it. */
  value: bigint;
  /** Of its own inferences, and of these what went on to the models that it was made from. */
  royalties: bigint;
  passedOn: bigint;
  /** Of inferences of models that were made from it. */
  inherited: bigint;
  /** Per inference, of the newest agreement. */
  lastPrice: bigint | null;
}

export interface ProviderRecord {
  account: string;
  /** Gone when everything was withdrawn. */
  status: 'active' | 'chilled' | 'gone';
  bond: bigint;
  profile: Terms | null;
  registeredBlock: number;
  registeredAt: number;
  bids: number;
  agreements: number;
  openAgreements: number;
  /** Inferences: paid, failed by its fault, not answered in time. */
  served: number;
  failed: number;
  late: number;
  /** Gross. */
  value: bigint;
  /** The provider's part of it. */
  earned: bigint;
  commission: bigint;
  /** Paid to consumers for failures. */
  compensation: bigint;
  slashed: bigint;
}

export interface OfferRecord {
  provider: string;
  model: number;
  p50Ms: number;
  p95Ms: number;
  perSecond: number;
  maxBatch: number;
  hardware: string;
}

export type OrderState = 'open' | 'awarded' | 'cancelled' | 'expired';

export interface OrderRecord {
  id: number;
  consumer: string;
  model: number;
  inferences: number;
  maxPrice: bigint;
  bidsUntil: number;
  award: string;
  barred: string | null;
  /** The rest of the order, null when it ended in the very block that it was placed in. */
  terms: Terms | null;
  placedBlock: number;
  placedAt: number;
  state: OrderState;
  bids: number;
  bestBid: bigint | null;
  agreement: number | null;
  provider: string | null;
  price: bigint | null;
  refunded: bigint | null;
  endedBlock: number | null;
  endedAt: number | null;
}

export interface BidRecord {
  order: number;
  provider: string;
  price: bigint;
  firstPrice: bigint;
  maxOpen: number;
  creditWindow: number;
  /** What the consumer would have it at. */
  counter: bigint | null;
  evicted: boolean;
  placedBlock: number;
  placedAt: number;
  changedBlock: number;
}

export interface AgreementRecord {
  id: number;
  order: number;
  consumer: string;
  provider: string;
  model: number;
  price: bigint;
  inferences: number;
  expires: number;
  /** Anybody may close it after this block. */
  closesAfter: number | null;
  /** The rest of it, null when it ended in the very block that it was opened in. */
  terms: Terms | null;
  openedBlock: number;
  openedAt: number;
  state: 'open' | 'closed';
  requests: number;
  /** Unanswered requests. */
  unanswered: number;
  /** Units. */
  paidOnChain: number;
  redeemed: number;
  failed: number;
  late: number;
  /** Refused for what the consumer sent, or for want of its bytes. */
  refused: number;
  /** Ordered again from somebody else. */
  reopened: number;
  reopenedAs: number | null;
  providerPaid: bigint;
  royaltyPaid: bigint;
  commissionPaid: bigint;
  refunded: bigint;
  compensation: bigint;
  forfeited: bigint | null;
  closeOfferedBy: string | null;
  closedBlock: number | null;
  closedAt: number | null;
}

export type RequestState = 'open' | 'answered' | 'demanded' | 'failed' | 'timedOut' | 'paid';

export interface RequestRecord {
  agreement: number;
  index: number;
  payload: string;
  payloadSize: bigint;
  units: number;
  deadline: number;
  postedBlock: number;
  postedAt: number;
  state: RequestState;
  response: string | null;
  responseSize: bigint | null;
  answeredBlock: number | null;
  answeredAt: number | null;
  /** Block from which the answer is paid. */
  due: number | null;
  /** The bytes have to be published up to this block. */
  demandedUntil: number | null;
  failCode: FailCode | null;
  endedBlock: number | null;
  endedAt: number | null;
}

/** One settlement or one redeemed voucher. */
export interface PaymentRecord {
  block: number;
  position: number;
  at: number;
  kind: 'settled' | 'redeemed';
  agreement: number;
  model: number;
  /** Of the model then; null when the NFT was burned. */
  owner: string | null;
  provider: string;
  consumer: string;
  units: number;
  providerShare: bigint;
  royalty: bigint;
  /** Of the royalty, what went to the owners of the models that this one was made from. */
  passedOn: bigint;
  commission: bigint;
}

/** What of one payment's royalty went to the owner of one model. */
export interface RoyaltyRecord {
  block: number;
  position: number;
  at: number;
  agreement: number;
  /** The model whose inferences were paid, and how many. */
  sold: number;
  units: number;
  /** The same, or one that it was made from. */
  model: number;
  /** Then; null when nobody did: the treasury got it. */
  owner: string | null;
  amount: bigint;
}

/** One event of our pallets, with what it is about. */
export interface ActivityRecord {
  block: number;
  position: number;
  at: number;
  extrinsic: number | null;
  /** `pallet.Event`. */
  type: string;
  model: number | null;
  order: number | null;
  agreement: number | null;
  request: number | null;
  /** The event's data; money is AIRO in decimal. */
  data: Terms;
}

/** Which accounts an event is about. */
export interface ActivityAccountRecord {
  account: string;
  block: number;
  position: number;
}

export interface BlockRecord {
  number: number;
  hash: string;
  at: number;
}
