// Made by `npm run generate -w @airo/chain-types` from chain/artifacts/metadata.scale. Not to be edited.
import type { AccountId, Hex } from '../model/ids.ts';

export interface AccountData {
  free: bigint;
  reserved: bigint;
  frozen: bigint;
  flags: bigint;
}

export interface AccountInfo {
  nonce: number;
  consumers: number;
  providers: number;
  sufficients: number;
  data: AccountData;
}

export interface Agreement {
  order: number;
  consumer: AccountId;
  provider: AccountId;
  model: number;
  manifest: Hex;
  receiptKey: Hex;
  consumerKey: Hex;
  price: bigint;
  royalty: bigint;
  commission: number;
  inferences: number;
  maxOpen: number;
  creditWindow: number;
  responseWindow: number;
  challengeWindow: number;
  requestDeposit: bigint;
  failCompensation: number;
  unavailableFee: number;
  unavailableLimit: number;
  reopenFaults: number;
  demandFee: bigint;
  requirements: Requirements;
  deposit: bigint;
  opened: number;
  expires: number;
  closesAfter: number;
  channelQuota: number;
  paidOnChain: number;
  redeemed: number;
  refunded: number;
  reopened: number;
  faults: number;
  unavailable: number;
  unsettled: number;
  open: number;
  answered: number;
  demanded: number;
  openChallenges: number;
  coverage: bigint;
  nextIndex: number;
  head: number;
  tail: number;
  state: AgreementState;
}

export type AgreementState =
  | { kind: 'Open' } & { closeOfferedBy: AccountId | null }
  | { kind: 'Closing' };

export interface AgreementTerms {
  requestDeposit: bigint;
  failCompensation: number;
  unavailableFee: number;
  unavailableLimit: number;
  reopenFaults: number;
  demandFee: bigint;
}

export type AwardMode =
  | 'Manual'
  | 'Cheapest';

export interface Bid {
  provider: AccountId;
  price: bigint;
  coverage: bigint;
  deposit: bigint;
  terms: BidTerms;
  placed: number;
  score: number;
  counter: bigint | null;
}

export interface BidTerms {
  maxOpen: number;
  creditWindow: number;
}

export interface Blob {
  hash: Hex;
  size: bigint;
}

export interface Commitment {
  at: number;
  deposit: bigint;
}

export interface Dealings {
  known: readonly (readonly [AccountId, Tally])[];
  rest: Tally;
}

export interface ExecutionParameters {
  requestDeposit: bigint;
  failCompensation: number;
  unavailableFee: number;
  unavailableLimit: number;
  reopenFaults: number;
  demandFee: bigint;
  maxPublish: number;
  maxItems: number;
  maxSettle: number;
}

export type FailCode =
  | 'ModelUnavailable'
  | 'Timeout'
  | 'Internal'
  | 'PayloadInvalid'
  | 'TooLarge'
  | 'PayloadUnavailable';

export type Ineligible =
  | 'OrderNotFound'
  | 'BiddingClosed'
  | 'NotRegistered'
  | 'Chilled'
  | 'NoOffer'
  | 'NotInvited'
  | 'BondTooLow'
  | 'ScoreTooLow'
  | 'BidsFull'
  | 'AlreadyBid'
  | 'OwnOrder'
  | 'Barred';

export interface ItemDeposit {
  account: AccountId;
  amount: bigint;
}

export interface ItemDetails {
  owner: AccountId;
  approvals: readonly (readonly [AccountId, number | null])[];
  deposit: ItemDeposit;
}

export interface MarketplaceParameters {
  commission: number;
  minProviderShare: bigint;
  bidDeposit: bigint;
  awardGrace: number;
  bidWindow: WindowBounds;
  duration: WindowBounds;
  responseWindow: WindowBounds;
  challengeWindow: WindowBounds;
  maxInferences: number;
  maxOpen: number;
  minLowering: number;
  maxBids: number;
  maxInvited: number;
}

export interface Model {
  artifact: Blob;
  manifest: Blob;
  weightsRoot: Hex;
  royalty: bigint;
  rise: Rise | null;
  version: number;
  next: NextVersion | null;
  status: ModelStatus;
  parent: readonly [number, number] | null;
  depositor: AccountId;
  deposit: bigint;
  committed: number;
  contestableUntil: number;
}

export type ModelStatus =
  | { kind: 'Draft' } & { attestations: number }
  | { kind: 'Listed' }
  | { kind: 'Retired' } & { from: number; draft: number | null };

export interface ModelTerms {
  royalty: bigint;
  manifest: Hex;
  version: number;
}

export interface ModelsParameters {
  commitAge: number;
  minAttestations: number;
  minAttesterBond: bigint;
  priorityPeriod: number;
  royaltyNotice: number;
  removalDelay: number;
  modelDeposit: bigint;
  commitDeposit: bigint;
  maxRoyalty: bigint;
  maxAttestations: number;
}

export interface MoneyBuckets {
  free: bigint;
  orders: bigint;
  agreements: bigint;
  bonds: bigint;
  challenges: bigint;
  claimable: bigint;
}

export interface NextVersion {
  version: number;
  manifest: Blob;
  weightsRoot: Hex;
  attestations: number;
}

export interface OfferTerms {
  p50Ms: number;
  p95Ms: number;
  perSecond: number;
  maxBatch: number;
  hardware: Hex;
}

export interface Order {
  consumer: AccountId;
  spec: OrderSpec;
  terms: ModelTerms;
  commission: number;
  promised: AgreementTerms;
  floor: bigint;
  escrow: bigint;
  placed: number;
  bidsUntil: number;
  awardUntil: number;
  barred: AccountId | null;
}

export interface OrderSpec {
  model: number;
  inferences: number;
  maxPrice: bigint;
  channelQuota: number;
  bidWindow: number;
  duration: number;
  responseWindow: number;
  challengeWindow: number;
  minBond: bigint;
  minScore: number;
  sealed: boolean;
  award: AwardMode;
  invited: readonly AccountId[] | null;
  consumerKey: Hex;
  hpkeKey: Hex | null;
}

export interface Profile {
  endpoint: Hex;
  peerId: Hex;
  multiaddrs: readonly Hex[];
  hpkeKey: Hex;
  receiptKey: Hex;
  metadata: Blob | null;
  attestation: Blob | null;
}

export interface Provider {
  profile: Profile;
  bond: bigint;
  covered: bigint;
  unbonding: readonly Unbonding[];
  chilled: boolean;
  offers: number;
}

export interface ProvidersParameters {
  minBond: bigint;
  minSlash: bigint;
  coverageRatio: number;
  unbondingPeriod: number;
  recordHalfLife: number;
  maxOffers: number;
  maxCounterparties: number;
}

export interface Record {
  halved: number;
  agreements: number;
  served: bigint;
  failed: bigint;
  late: bigint;
  value: bigint;
  commission: bigint;
  forgone: bigint;
  challengesLost: number;
  challengesWon: number;
}

export interface Request {
  payload: Blob;
  units: number;
  posted: number;
  deadline: number;
  deposit: bigint;
  state: RequestState;
}

export type RequestState =
  | { kind: 'Open' }
  | { kind: 'Answered' } & { response: Blob; at: number; due: number; seq: number; published: boolean }
  | { kind: 'Demanded' } & { response: Blob; at: number; until: number };

export interface Requirements {
  minBond: bigint;
  minScore: number;
  sealed: boolean;
  hpkeKey: Hex | null;
}

export interface Rise {
  royalty: bigint;
  from: number;
}

export interface Tally {
  paid: bigint;
  forgone: bigint;
}

export interface Tombstone {
  owner: AccountId | null;
  committed: number;
  version: number;
  parent: readonly [number, number] | null;
}

export interface Unbonding {
  amount: bigint;
  until: number;
}

export interface WindowBounds {
  min: number;
  max: number;
}

/** Arguments of every call, by pallet. */
export interface Calls {
  models: {
    commit: { commitment: Hex };
    register: { artifact: Blob; manifest: Blob; weightsRoot: Hex; royalty: bigint; parent: readonly [number, number] | null; salt: Hex | null };
    attest: { model: number; version: number };
    retire: { model: number };
    restore: { model: number };
    withdrawCommitment: { commitment: Hex };
    setRoyalty: { model: number; royalty: bigint };
    setManifest: { model: number; manifest: Blob; weightsRoot: Hex | null };
    remove: { model: number };
    markPublic: { artifact: Hex };
    unmarkPublic: { artifact: Hex };
  };
  providers: {
    register: { profile: Profile; bond: bigint };
    updateProfile: { profile: Profile };
    bondExtra: { amount: bigint };
    unbond: { amount: bigint };
    withdraw: { [key: string]: never };
    chill: { [key: string]: never };
    activate: { [key: string]: never };
    offer: { model: number; terms: OfferTerms };
    withdrawOffer: { model: number };
  };
  marketplace: {
    placeOrder: { spec: OrderSpec };
    cancel: { order: number };
    bid: { order: number; price: bigint; terms: BidTerms };
    award: { order: number; provider: AccountId };
    poke: { order: number };
    counter: { order: number; provider: AccountId; price: bigint };
    acceptCounter: { order: number; price: bigint };
  };
  execution: {
    request: { agreement: number; items: readonly (readonly [Blob, number])[] };
    respond: { agreement: number; items: readonly (readonly [number, Blob])[] };
    fail: { agreement: number; items: readonly (readonly [number, FailCode])[] };
    claimTimeout: { agreement: number; index: number };
    approve: { agreement: number; indices: readonly number[] };
    settle: { agreement: number };
    offerClose: { agreement: number };
    acceptClose: { agreement: number };
    close: { agreement: number };
    redeem: { agreement: number; total: number; signature: Hex };
    releaseQuota: { agreement: number; units: number };
    demand: { agreement: number; index: number };
    publish: { agreement: number; index: number; bytes: Hex };
    reopen: { agreement: number; channelQuota: number; invited: readonly AccountId[] | null };
    withdrawCloseOffer: { agreement: number };
  };
}

/** Data of every event, by pallet. */
export interface Events {
  models: {
    Committed: { who: AccountId; commitment: Hex };
    CommitmentWithdrawn: { who: AccountId; commitment: Hex };
    Registered: { model: number; owner: AccountId; artifact: Blob; manifest: Blob; weightsRoot: Hex; royalty: bigint; parent: readonly [number, number] | null; version: number; committed: number };
    TakenOver: { model: number; from: AccountId | null; committed: number };
    RoyaltySet: { model: number; royalty: bigint; from: number };
    ManifestSet: { model: number; version: number; manifest: Blob; weightsRoot: Hex };
    Attested: { model: number; version: number; provider: AccountId };
    Listed: { model: number; version: number };
    Retired: { model: number };
    Restored: { model: number };
    Removed: { model: number; depositor: AccountId; deposit: bigint };
    MarkedPublic: { artifact: Hex };
    UnmarkedPublic: { artifact: Hex };
  };
  providers: {
    Registered: { provider: AccountId; bond: bigint };
    ProfileUpdated: { provider: AccountId };
    Bonded: { provider: AccountId; amount: bigint; bond: bigint };
    Unbonding: { provider: AccountId; amount: bigint; until: number };
    Withdrawn: { provider: AccountId; amount: bigint };
    Chilled: { provider: AccountId };
    Activated: { provider: AccountId };
    Offered: { provider: AccountId; model: number };
    OfferWithdrawn: { provider: AccountId; model: number };
    Slashed: { provider: AccountId; amount: bigint; to: AccountId };
  };
  marketplace: {
    OrderPlaced: { order: number; consumer: AccountId; model: number; inferences: number; maxPrice: bigint; bidsUntil: number; award: AwardMode; barred: AccountId | null };
    BidPlaced: { order: number; provider: AccountId; price: bigint; terms: BidTerms };
    BidLowered: { order: number; provider: AccountId; price: bigint; terms: BidTerms };
    BidEvicted: { order: number; provider: AccountId; price: bigint };
    Countered: { order: number; provider: AccountId; price: bigint };
    CounterAccepted: { order: number; provider: AccountId; price: bigint };
    OrderAwarded: { order: number; agreement: number; consumer: AccountId; provider: AccountId; model: number; price: bigint; inferences: number };
    OrderCancelled: { order: number; refunded: bigint };
    OrderExpired: { order: number; refunded: bigint };
  };
  execution: {
    AgreementOpened: { agreement: number; order: number; consumer: AccountId; provider: AccountId; model: number; price: bigint; inferences: number; expires: number };
    Requested: { agreement: number; index: number; payload: Blob; units: number; deadline: number };
    Responded: { agreement: number; index: number; response: Blob; due: number };
    Failed: { agreement: number; index: number; code: FailCode; units: number; refunded: bigint; compensation: bigint };
    TimedOut: { agreement: number; index: number; units: number; refunded: bigint; compensation: bigint };
    Settled: { agreement: number; indices: readonly number[]; units: number; provider: bigint; royalty: bigint; commission: bigint };
    Redeemed: { agreement: number; total: number; units: number; provider: bigint; royalty: bigint; commission: bigint };
    QuotaReleased: { agreement: number; units: number; channelQuota: number };
    Demanded: { agreement: number; index: number; response: Blob; until: number };
    Published: { agreement: number; index: number; response: Blob; bytes: Hex; due: number };
    Reopened: { agreement: number; order: number; units: number; released: bigint };
    Ending: { agreement: number; closesAfter: number };
    CloseOffered: { agreement: number; by: AccountId };
    CloseOfferWithdrawn: { agreement: number; by: AccountId };
    Closed: { agreement: number; refunded: bigint; forfeited: bigint };
  };
}

/** Names of every error, by pallet. */
export interface Errors {
  models:
    | 'AlreadyCommitted'
    | 'UnknownCommitment'
    | 'CommitmentTooYoung'
    | 'EmptyBlob'
    | 'ArtifactTaken'
    | 'PriorityLapsed'
    | 'ArtifactRemoved'
    | 'ArtifactPublic'
    | 'RoyaltyTooHigh'
    | 'UnknownParent'
    | 'ParentTooNew'
    | 'LineageTooDeep'
    | 'InsufficientFunds'
    | 'NftRefused'
    | 'NoMoreIds'
    | 'UnknownModel'
    | 'NotOwner'
    | 'AlreadyRetired'
    | 'NotRetired'
    | 'RetiredTooRecently'
    | 'ModelLocked'
    | 'ModelRetired'
    | 'SameRoyalty'
    | 'SameManifest'
    | 'NoMoreVersions'
    | 'AlreadyListed'
    | 'WrongVersion'
    | 'BondTooLow'
    | 'OwnModel'
    | 'AlreadyAttested'
    | 'AlreadyPublic'
    | 'NotPublic';
  providers:
    | 'AlreadyRegistered'
    | 'NotRegistered'
    | 'BondTooLow'
    | 'InsufficientFunds'
    | 'ZeroAmount'
    | 'AmountOverflow'
    | 'NotEnoughFreeBond'
    | 'TooManyUnbonding'
    | 'NothingToWithdraw'
    | 'AlreadyChilled'
    | 'NotChilled'
    | 'ModelUnknown'
    | 'ModelRetired'
    | 'TermsOutOfRange'
    | 'TooManyOffers'
    | 'UnknownOffer';
  marketplace:
    | 'UnknownOrder'
    | 'OrderClosed'
    | 'ModelUnknown'
    | 'ModelDraft'
    | 'ModelRetired'
    | 'PriceTooLow'
    | 'PriceTooHigh'
    | 'ZeroAmount'
    | 'ZeroInferences'
    | 'TooManyInferences'
    | 'AmountOverflow'
    | 'WindowOutOfRange'
    | 'QuotaTooLarge'
    | 'NobodyInvited'
    | 'SealedWithoutKey'
    | 'InsufficientFunds'
    | 'NotConsumer'
    | 'NotManual'
    | 'NotRegistered'
    | 'Chilled'
    | 'NoOffer'
    | 'NotInvited'
    | 'BondTooLow'
    | 'ScoreTooLow'
    | 'BidsFull'
    | 'AlreadyBid'
    | 'PriceRaised'
    | 'LoweringTooSmall'
    | 'TermsWorse'
    | 'OwnOrder'
    | 'Barred'
    | 'BiddingClosed'
    | 'BidNotFound'
    | 'AwardClosed'
    | 'CounterTooHigh'
    | 'NoCounter'
    | 'CounterChanged'
    | 'NotDue'
    | 'NotEnoughFreeBond'
    | 'TermsOutOfRange'
    | 'NoMoreIds'
    | 'TooManyInvited';
  execution:
    | 'UnknownAgreement'
    | 'AgreementClosed'
    | 'Expired'
    | 'NotConsumer'
    | 'NotProvider'
    | 'NotParty'
    | 'NoItems'
    | 'ZeroUnits'
    | 'TooManyOpen'
    | 'QuotaExceeded'
    | 'UnknownRequest'
    | 'RequestClosed'
    | 'AlreadyAnswered'
    | 'NotAnswered'
    | 'TooLate'
    | 'NotTimedOut'
    | 'NothingDue'
    | 'RequestsOpen'
    | 'NotCloseable'
    | 'NoCloseOffer'
    | 'CloseAlreadyOffered'
    | 'NoOwnCloseOffer'
    | 'NoChannelQuota'
    | 'VoucherOverQuota'
    | 'StaleVoucher'
    | 'WrongSignature'
    | 'QuotaUsed'
    | 'AlreadyDemanded'
    | 'NotDemanded'
    | 'WindowOver'
    | 'TooLargeToPublish'
    | 'TooManyDemands'
    | 'WrongBytes'
    | 'ProviderServes'
    | 'NothingToReopen'
    | 'InsufficientFunds'
    | 'AmountOverflow'
    | 'PriceTooLow'
    | 'NoMoreIds';
}

/** Keys and value of every storage item, by pallet. A value that may be absent is null then. */
export interface Storage {
  models: {
    models: { keys: readonly [number]; value: Model | null };
    nextModelId: { keys: readonly []; value: number };
    modelByArtifact: { keys: readonly [Hex]; value: number | null };
    commitments: { keys: readonly [AccountId, Hex]; value: Commitment | null };
    tombstones: { keys: readonly [number]; value: Tombstone | null };
    publicArtifacts: { keys: readonly [Hex]; value: null | null };
    attestations: { keys: readonly [number, readonly [number, AccountId]]; value: null | null };
    collection: { keys: readonly []; value: number | null };
  };
  providers: {
    providers: { keys: readonly [AccountId]; value: Provider | null };
    offers: { keys: readonly [AccountId, number]; value: OfferTerms | null };
    records: { keys: readonly [AccountId]; value: Record };
    counterparties: { keys: readonly [AccountId]; value: Dealings };
    consumerRecords: { keys: readonly [AccountId]; value: Record };
  };
  marketplace: {
    orders: { keys: readonly [number]; value: Order | null };
    bids: { keys: readonly [number]; value: readonly Bid[] };
    openOrders: { keys: readonly [Hex]; value: null | null };
    nextOrderId: { keys: readonly []; value: number };
    ending: { keys: readonly [number, number]; value: null | null };
    housekeptUntil: { keys: readonly []; value: number | null };
  };
  execution: {
    agreements: { keys: readonly [number]; value: Agreement | null };
    nextAgreementId: { keys: readonly []; value: number };
    requests: { keys: readonly [number, number]; value: Request | null };
    answered: { keys: readonly [number, number]; value: number | null };
    agreementsByProvider: { keys: readonly [AccountId, number]; value: null | null };
    agreementsByConsumer: { keys: readonly [AccountId, number]; value: null | null };
  };
  system: {
    account: { keys: readonly [AccountId]; value: AccountInfo };
  };
  nfts: {
    item: { keys: readonly [number, number]; value: ItemDetails | null };
  };
}

/** Constants, by pallet. */
export interface Constants {
  models: {
    palletId: Hex;
    maxAttestations: number;
  };
  providers: {
    maxOffers: number;
    maxCounterparties: number;
  };
  marketplace: {
    treasury: AccountId;
    maxBids: number;
    maxInvited: number;
  };
  execution: {
    maxPublish: number;
    maxItems: number;
    maxSettle: number;
  };
  aura: {
    slotDuration: bigint;
  };
  balances: {
    existentialDeposit: bigint;
  };
  treasury: {
    potAccount: AccountId;
  };
}

/** Parameters and result of every runtime API of ours. */
export interface RuntimeApis {
  marketplaceApi: {
    quoteFloor: { params: readonly [number]; result: bigint | null };
    eligible: { params: readonly [number, AccountId]; result: { ok: true; value: null } | { ok: false; error: Ineligible } };
    openOrders: { params: readonly [number | null, number]; result: readonly (readonly [number, Order])[] };
    parameters: { params: readonly []; result: MarketplaceParameters };
  };
  executionApi: {
    due: { params: readonly [number]; result: number };
    money: { params: readonly [AccountId]; result: MoneyBuckets };
    agreementsOf: { params: readonly [AccountId]; result: readonly number[] };
    parameters: { params: readonly []; result: ExecutionParameters };
  };
  providersApi: {
    record: { params: readonly [AccountId]; result: Record };
    consumerRecord: { params: readonly [AccountId]; result: Record };
    providerScore: { params: readonly [AccountId]; result: number };
    freeBond: { params: readonly [AccountId]; result: bigint };
    parameters: { params: readonly []; result: ProvidersParameters };
  };
  modelsApi: {
    parameters: { params: readonly []; result: ModelsParameters };
  };
}
