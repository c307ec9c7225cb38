import type {
  AccountId,
  Agreement,
  AgreementId,
  Bid,
  BidTerms,
  Blob,
  BlockEvents,
  BlockRef,
  ChainConstants,
  ChainParameters,
  EndpointState,
  FailCode,
  Hex,
  Inclusion,
  Ineligible,
  Model,
  ModelId,
  MoneyBuckets,
  OfferTerms,
  Order,
  OrderId,
  Planck,
  Provider,
  Request,
  RequestIndex,
} from '@airo/chain-types';

export type Finality = 'best' | 'finalised';

/** What the bot reads of the chain. Rejects with CHAIN_UNAVAILABLE when it can't be reached. */
export interface ChainReader {
  readonly genesisHash: Hex;
  readonly constants: ChainConstants;
  /** The ways to the chain as they are now, in the order of the settings. */
  readonly endpoints: readonly EndpointState[];
  /** As the best block has them: governance may change them. */
  parameters(): Promise<ChainParameters>;
  head(finality: Finality): Promise<BlockRef>;
  /** Hash of the best chain's block. Rejects with CHAIN_UNAVAILABLE when the node has none of that number. */
  hashAt(number: number): Promise<Hex>;
  /**
   * Every block after the cursor in order and without gaps, then live. Re-orgs yield retracted numbers again. Rejects
   * when the node has forgotten blocks after the cursor.
   */
  blocks(init: {
    after: BlockRef | null;
    finality: Finality;
    signal: AbortSignal;
  }): AsyncIterable<BlockEvents>;
  model(id: ModelId): Promise<Model | null>;
  provider(): Promise<Provider | null>;
  offers(): Promise<readonly { model: ModelId; terms: OfferTerms }[]>;
  freeBond(): Promise<Planck>;
  money(): Promise<MoneyBuckets>;
  /** What the account that pays the fees can spend: the provider's own, or that of its proxy. */
  purse(): Promise<Planck>;
  /** Of the best block: milliseconds since 1970. */
  time(): Promise<number>;
  order(id: OrderId): Promise<Order | null>;
  openOrders(after: OrderId | null, limit: number): Promise<readonly Order[]>;
  /** Cheapest first. */
  bids(order: OrderId): Promise<readonly Bid[]>;
  quoteFloor(model: ModelId): Promise<Planck | null>;
  /** null when this provider may bid. */
  ineligible(order: OrderId): Promise<Ineligible | null>;
  agreement(id: AgreementId): Promise<Agreement | null>;
  /** Of this provider. */
  agreements(): Promise<readonly AgreementId[]>;
  /** Those that the chain has. @param indices of those that are asked for; without them all */
  requests(agreement: AgreementId, indices?: readonly RequestIndex[]): Promise<readonly Request[]>;
  /** Units that `settle` would pay now. */
  due(agreement: AgreementId): Promise<number>;
}

/**
 * What the bot does on the chain, signed by its account. Each resolves when the call is in a best block; rejects with
 * CHAIN_REJECTED (data: pallet and error) when the chain says no, OUT_OF_MONEY when the fee can't be paid, and
 * CHAIN_UNAVAILABLE when nothing is known in time.
 */
export interface ChainWriter {
  readonly account: AccountId;
  bid(order: OrderId, price: Planck, terms: BidTerms): Promise<Inclusion>;
  respond(
    agreement: AgreementId,
    items: readonly { index: RequestIndex; response: Blob }[],
  ): Promise<Inclusion>;
  fail(agreement: AgreementId, items: readonly { index: RequestIndex; code: FailCode }[]): Promise<Inclusion>;
  /** The bytes of an answer that the consumer demands. */
  publish(agreement: AgreementId, index: RequestIndex, bytes: Uint8Array): Promise<Inclusion>;
  settle(agreement: AgreementId): Promise<Inclusion>;
  offerClose(agreement: AgreementId): Promise<Inclusion>;
  acceptClose(agreement: AgreementId): Promise<Inclusion>;
  close(agreement: AgreementId): Promise<Inclusion>;
  attest(model: ModelId, version: number): Promise<Inclusion>;
  offer(model: ModelId, terms: OfferTerms): Promise<Inclusion>;
}

/** One chain and one account. */
export interface Chain extends ChainReader, ChainWriter {}
