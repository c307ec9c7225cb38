import type { Council, Motion, ParameterChange } from '../model/governance.ts';
import type { AccountId, AgreementId, Hex, ModelId, OrderId, Planck, RequestIndex } from '../model/ids.ts';
import type {
  Agreement,
  Bid,
  BidTerms,
  Blob,
  FailCode,
  Ineligible,
  Model,
  MoneyBuckets,
  OfferTerms,
  Order,
  OrderSpec,
  Provider,
  ProviderProfile,
  Request,
  TrackRecord,
} from '../model/records.ts';
import type { Call } from './transactions.ts';

export interface ModelsClient {
  get(id: ModelId): Promise<Model | null>;
  byArtifact(artifact: Hex): Promise<ModelId | null>;
  list(): Promise<readonly Model[]>;
  /** H(artifact, owner, salt) as `commit` wants it. */
  commitment(artifact: Hex, owner: AccountId, salt: Hex): Hex;
  commit(commitment: Hex): Call;
  register(init: {
    artifact: Blob;
    manifest: Blob;
    weightsRoot: Hex;
    royalty: Planck;
    parent: { model: ModelId; share: number } | null;
    salt: Hex | null;
  }): Call;
  attest(id: ModelId, version: number): Call;
  /** A fall counts at once, a rise after the runtime's notice. */
  setRoyalty(id: ModelId, royalty: Planck): Call;
  /** A new version; `weightsRoot` null keeps the newest. */
  setManifest(id: ModelId, manifest: Blob, weightsRoot: Hex | null): Call;
  retire(id: ModelId): Call;
  restore(id: ModelId): Call;
  /** Burns a model that was retired long enough; its deposit comes back. */
  remove(id: ModelId): Call;
  /** What its owner asks for the NFT, and who alone may buy it, if not anybody; null when it isn't for sale. */
  sale(id: ModelId): Promise<{ readonly price: Planck; readonly buyer: AccountId | null } | null>;
  /** By the owner: offers the NFT to anybody; null takes the offer back. A transfer takes it back, too. */
  sell(id: ModelId, price: Planck | null): Call;
  /** Pays the owner `price` for the NFT; refused when more is asked by then. */
  buy(id: ModelId, price: Planck): Call;
}

export interface ProvidersClient {
  get(account: AccountId): Promise<Provider | null>;
  offers(account: AccountId): Promise<readonly { model: ModelId; terms: OfferTerms }[]>;
  freeBond(account: AccountId): Promise<Planck>;
  /** 0 to 1. */
  score(account: AccountId): Promise<number>;
  /** What the account has done as a provider, as the chain counts it now; zeros for a stranger. */
  record(account: AccountId): Promise<TrackRecord>;
  /** The same of its side as a consumer. */
  consumerRecord(account: AccountId): Promise<TrackRecord>;
  register(profile: ProviderProfile, bond: Planck): Call;
  updateProfile(profile: ProviderProfile): Call;
  bondExtra(amount: Planck): Call;
  unbond(amount: Planck): Call;
  withdraw(): Call;
  chill(): Call;
  activate(): Call;
  offer(model: ModelId, terms: OfferTerms): Call;
  withdrawOffer(model: ModelId): Call;
}

export interface MarketplaceClient {
  order(id: OrderId): Promise<Order | null>;
  /** Cheapest first. */
  bids(id: OrderId): Promise<readonly Bid[]>;
  openOrders(after: OrderId | null, limit: number): Promise<readonly Order[]>;
  /** Lowest price per inference a bid may name; null when the model isn't listed. */
  quoteFloor(model: ModelId): Promise<Planck | null>;
  /** null when the provider may bid. */
  ineligible(order: OrderId, provider: AccountId): Promise<Ineligible | null>;
  placeOrder(spec: OrderSpec): Call;
  cancel(order: OrderId): Call;
  /** A second bid lowers the first. */
  bid(order: OrderId, price: Planck, terms: BidTerms): Call;
  /** Asks a bidder for a lower price. */
  counter(order: OrderId, provider: AccountId, price: Planck): Call;
  /** Lowers the own bid to the price that the consumer asked for. */
  acceptCounter(order: OrderId, price: Planck): Call;
  award(order: OrderId, provider: AccountId): Call;
  poke(order: OrderId): Call;
}

export interface ExecutionClient {
  agreement(id: AgreementId): Promise<Agreement | null>;
  agreementsOf(provider: AccountId): Promise<readonly AgreementId[]>;
  request(agreement: AgreementId, index: RequestIndex): Promise<Request | null>;
  /** Those that the chain has, as one block has them. @param indices of those that are asked for; without them all */
  requests(agreement: AgreementId, indices?: readonly RequestIndex[]): Promise<readonly Request[]>;
  /** Units that `settle` would pay now. */
  due(agreement: AgreementId): Promise<number>;
  money(account: AccountId): Promise<MoneyBuckets>;
  postRequests(agreement: AgreementId, items: readonly { payload: Blob; units: number }[]): Call;
  respond(agreement: AgreementId, items: readonly { index: RequestIndex; response: Blob }[]): Call;
  fail(agreement: AgreementId, items: readonly { index: RequestIndex; code: FailCode }[]): Call;
  claimTimeout(agreement: AgreementId, index: RequestIndex): Call;
  approve(agreement: AgreementId, indices: readonly RequestIndex[]): Call;
  settle(agreement: AgreementId): Call;
  /** Pays the units up to `total` that the consumer's voucher acknowledges. */
  redeem(agreement: AgreementId, total: number, signature: Hex): Call;
  /** Unused channel quota becomes units that can be requested on chain. */
  releaseQuota(agreement: AgreementId, units: number): Call;
  /** Has the provider publish an answer whose bytes it withholds. */
  demand(agreement: AgreementId, index: RequestIndex): Call;
  publish(agreement: AgreementId, index: RequestIndex, bytes: Hex): Call;
  /**
   * Orders what is left from somebody else, after the provider's failures or end. The chain forgets whom the first order
   * invited: null lets everybody else bid.
   */
  reopen(agreement: AgreementId, channelQuota: number, invited: readonly AccountId[] | null): Call;
  offerClose(agreement: AgreementId): Call;
  withdrawCloseOffer(agreement: AgreementId): Call;
  acceptClose(agreement: AgreementId): Call;
  close(agreement: AgreementId): Call;
}

/** The council, its motions, and the parameters that it sets. */
export interface GovernanceClient {
  council(): Promise<Council>;
  /** Only root or the council may: to be proposed, or made with sudo. */
  setParameter(change: ParameterChange): Call;
  /** By a member; made at once when `threshold` is 1. It does not vote. @param threshold members that must be in favour */
  propose(threshold: number, call: Call): Call;
  /** By a member, who may change its mind. */
  vote(motion: Pick<Motion, 'hash' | 'index'>, approve: boolean): Call;
  /** By anybody, once enough have voted or its time is over; makes the call when it was accepted. */
  close(motion: Pick<Motion, 'hash' | 'index' | 'length'>): Call;
}
