import type { EndpointState } from '../endpoints/endpoint-keeper.ts';
import type { BlockEvents, BlockRef, ChainEvent } from '../model/events.ts';
import type { Council, Motion, ParameterChange } from '../model/governance.ts';
import type { AccountId, AgreementId, Hex, ModelId, OrderId, Planck, RequestIndex } from '../model/ids.ts';
import type { ChainConstants, ChainParameters } from '../model/parameters.ts';
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
import type { BlockState } from './block-state.ts';

declare const callBrand: unique symbol;
/** A call ready to be signed; made by the pallet clients, used up by a transaction queue. */
export interface Call {
  readonly [callBrand]: true;
  /** `pallet.call`, for logs and errors. */
  readonly name: string;
}

/** Where a transaction ended up, with the events of its extrinsic. */
export interface Inclusion {
  readonly block: BlockRef;
  readonly extrinsic: number;
  readonly events: readonly ChainEvent[];
  /** Transaction fee. */
  readonly fee: Planck;
}

/** Result of one item of a batch. */
export type ItemResult =
  | { readonly ok: true; readonly inclusion: Inclusion }
  | { readonly ok: false; readonly error: Error };

/** One queue per signing key: serial nonces of its own, mortal eras, batches, inclusion read from events. */
export interface TransactionQueue {
  /** In whose name the calls are made. */
  readonly account: AccountId;
  /** Who signs, and pays the fees. */
  readonly signer: AccountId;
  /**
   * Signs, sends and waits until the call is in a best block. Calls that come within the batch window share one
   * `utility.force_batch`; each gets its own result. An urgent one doesn't wait for company while no other transaction
   * of the queue is on its way.
   * Rejects with ChainError DISPATCH_FAILED (data: pallet, name), TRANSACTION_INVALID, TRANSACTION_UNPAID, POOL_FULL,
   * TRANSACTION_TIMEOUT, CHAIN_UNAVAILABLE.
   */
  submit(
    call: Call,
    options?: { signal?: AbortSignal; finalised?: boolean; batchMs?: number; urgent?: boolean },
  ): Promise<Inclusion>;
  close(): Promise<void>;
}

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
  /** By the owner: offers the NFT to anybody, or one buyer alone; null takes the offer back. A transfer takes it back, too. */
  sell(id: ModelId, price: Planck | null, buyer?: AccountId | null): Call;
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

/** What a proxy may do; `Provider`: bid, answer and settle, but move neither money nor the bond. */
export type ProxyKind = 'Any' | 'NonTransfer' | 'Provider';

/** The chain over one RPC endpoint at a time. The same for the embedded chain and a real node. */
export interface ChainClient {
  readonly genesisHash: Hex;
  /** URL of the endpoint in use. */
  readonly endpoint: string;
  /** All endpoints, in the order that they were given. */
  readonly endpoints: readonly EndpointState[];
  readonly models: ModelsClient;
  readonly providers: ProvidersClient;
  readonly marketplace: MarketplaceClient;
  readonly execution: ExecutionClient;
  readonly governance: GovernanceClient;
  /** As the node's present runtime has them. */
  readonly constants: ChainConstants;
  /** As the best block has them; asks the chain at most once a block. */
  parameters(): Promise<ChainParameters>;
  head(finality: 'best' | 'finalised'): Promise<BlockRef>;
  /** Hash of the best chain's block. @throws ChainError CHAIN_UNAVAILABLE when the node has none of that number */
  hashAt(number: number): Promise<Hex>;
  /** Of the NFTs that are the models. */
  readonly modelCollection: number;
  /** What a block left, as long as the node keeps it. */
  stateAt(block: Hex): BlockState;
  /** Of the best block, as its author had it: milliseconds since 1970. */
  time(): Promise<number>;
  /** Whether its sudo key is the one that everybody knows (`//Alice`), which only development chains have. */
  isDevelopment(): Promise<boolean>;
  /** Spendable balance. */
  balance(account: AccountId): Promise<Planck>;
  transfer(to: AccountId, amount: Planck): Call;
  /** What the account would pay for having the call in a block now. */
  fee(call: Call, account: AccountId): Promise<Planck>;
  batch(calls: readonly Call[]): Call;
  /** As root, signed by the chain's sudo key. What the call itself failed with is in `sudo.Sudid`. */
  sudo(call: Call): Call;
  /** Root's consent to a new runtime: the BLAKE2b-256 hash of its Wasm. */
  authoriseUpgrade(code: Uint8Array): Call;
  /** Brings the Wasm that was authorised; anybody may. */
  upgrade(code: Uint8Array): Call;
  /** Lets another key act in the signer's name, as far as the kind of proxy goes: `Provider` for a bot. */
  addProxy(delegate: AccountId, kind: ProxyKind): Call;
  removeProxy(delegate: AccountId, kind: ProxyKind): Call;
  /** Who may act in the account's name. `delay`: blocks between announcing a call and making it. */
  proxies(
    account: AccountId,
  ): Promise<readonly { readonly delegate: AccountId; readonly kind: ProxyKind; readonly delay: number }[]>;
  /** Owner of a model's NFT passes it on. */
  transferModel(model: ModelId, to: AccountId): Call;
  /**
   * Every block after the cursor in order, without gaps, then live, until the signal aborts. With `best`, a re-org yields
   * the retracted numbers again with their new hashes.
   */
  blocks(init: {
    after: BlockRef | null;
    finality: 'best' | 'finalised';
    signal: AbortSignal;
  }): AsyncIterable<BlockEvents>;
  /**
   * A queue for one key: a `//Name` dev URI, a mnemonic, a keystore JSON with its password, or a wallet's.
   * A wallet that refuses to sign makes `submit` reject with SIGNATURE_REFUSED.
   * @param options.principal the account in whose name a key acts that is its proxy; the key's own account pays the fees
   */
  transactions(
    key: SigningKey | WalletKey,
    options?: { batchMs?: number; timeoutMs?: number; principal?: AccountId },
  ): Promise<TransactionQueue>;
  close(): Promise<void>;
}

/** A key to sign transactions with (sr25519). */
export type SigningKey =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'keystore'; readonly json: string; readonly password: string };

/** What a wallet is asked to sign: polkadot.js' `SignerPayloadJSON`. */
export interface WalletPayload {
  readonly address: string;
  readonly method: Hex;
}

/** A key that a wallet keeps. */
export interface WalletKey {
  readonly kind: 'wallet';
  readonly account: AccountId;
  /** The wallet's signature; rejects when it is refused. */
  sign(payload: WalletPayload): Promise<Hex>;
}
