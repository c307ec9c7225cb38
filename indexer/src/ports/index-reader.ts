import type {
  ActivityRecord,
  AgreementRecord,
  BidRecord,
  BlockRecord,
  ModelRecord,
  OfferRecord,
  OrderRecord,
  OrderState,
  PaymentRecord,
  ProviderRecord,
  RequestRecord,
} from '../domain/records.ts';
import type { IndexHead } from './index-store.ts';

/** Where a page begins: the sort values of the last row before it. */
export type Cursor = readonly (string | number)[];

export interface PageOf {
  readonly limit: number;
  /** null: from the beginning. */
  readonly after: Cursor | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** null: nothing follows. */
  readonly next: Cursor | null;
}

export interface ManifestRow {
  readonly hash: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly license: string | null;
  readonly unit: string | null;
  readonly tags: readonly string[];
  readonly document: Readonly<Record<string, unknown>> | null;
  readonly error: string | null;
}

export interface ModelRow extends ModelRecord {
  readonly manifestRow: Omit<ManifestRow, 'document'> | null;
  /** Active providers that offer it. */
  readonly providers: number;
  /** The best of their 95th percentiles, in ms. */
  readonly bestP95Ms: number | null;
  /** Prices of its newest agreements, oldest first. */
  readonly prices: readonly { readonly at: number; readonly price: bigint }[];
}

export const MODEL_SORTS = ['newest', 'cheapest', 'royalty', 'sold', 'value', 'fastest'] as const;
export type ModelSort = (typeof MODEL_SORTS)[number];
export const PROVIDER_SORTS = ['newest', 'bond', 'served', 'earned', 'agreements'] as const;
export type ProviderSort = (typeof PROVIDER_SORTS)[number];

export interface ModelFilter {
  readonly search?: string | undefined;
  readonly status?: ModelRecord['status'] | undefined;
  readonly owner?: string | undefined;
  readonly tag?: string | undefined;
  readonly parent?: number | undefined;
}

export interface PartyFilter {
  readonly model?: number | undefined;
  readonly consumer?: string | undefined;
  readonly provider?: string | undefined;
}

/** A range of time in steps, in milliseconds since 1970. */
export interface Steps {
  readonly bucketMs: number;
  /** `from` inclusive, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface SeriesQuery extends PartyFilter, Steps {
  /** Owner of the models then. */
  readonly owner?: string | undefined;
}

export interface IncomeQuery extends Steps {
  /** Of the models then. */
  readonly owner: string;
  readonly model?: number | undefined;
}

/** What an owner got for a model in one step of time, in planck. */
export interface IncomePoint {
  readonly at: number;
  readonly model: number;
  /** Paid inferences of the model itself. */
  readonly units: number;
  /** Of these, less what went on to the models that it was made from. */
  readonly own: bigint;
  /** Of inferences of models that were made from it. */
  readonly inherited: bigint;
}

/** One step of time. Money in planck, prices per inference. */
export interface SeriesPoint {
  readonly at: number;
  readonly orders: number;
  readonly agreements: number;
  /** Inferences of the agreements. */
  readonly sold: number;
  /** Mean of the agreements' prices, weighted by inferences; null without any. */
  readonly price: bigint | null;
  readonly lowest: bigint | null;
  readonly highest: bigint | null;
  /** Paid inferences. */
  readonly units: number;
  readonly value: bigint;
  readonly earned: bigint;
  readonly royalty: bigint;
  readonly commission: bigint;
}

export interface MarketStats {
  readonly models: number;
  readonly listedModels: number;
  readonly providers: number;
  readonly activeProviders: number;
  readonly bonded: bigint;
  readonly slashed: bigint;
  readonly orders: number;
  readonly openOrders: number;
  readonly bids: number;
  readonly agreements: number;
  readonly openAgreements: number;
  readonly requests: number;
  readonly sold: number;
  readonly units: number;
  readonly value: bigint;
  readonly earned: bigint;
  readonly royalties: bigint;
  readonly commissions: bigint;
  /** Mean time from a block to the next over the last hundred, in ms; null of fewer than two. */
  readonly blockTimeMs: number | null;
}

export interface AccountStats {
  readonly models: number;
  readonly royalties: bigint;
  readonly orders: number;
  readonly openOrders: number;
  readonly agreements: number;
  readonly openAgreements: number;
  /** As a consumer: paid inferences, and what was paid for them. */
  readonly units: number;
  readonly spent: bigint;
  readonly isProvider: boolean;
}

export interface ActivityFilter {
  readonly block?: number | undefined;
  readonly account?: string | undefined;
  readonly model?: number | undefined;
  readonly order?: number | undefined;
  readonly agreement?: number | undefined;
  /** `pallet.Event`, or `pallet` for all of its. */
  readonly type?: string | undefined;
}

/** Answers about what is in the index. Lists come newest first unless they say otherwise. */
export interface IndexReader {
  head(): Promise<IndexHead | null>;
  stats(): Promise<MarketStats>;
  /** Only steps in which something happened, oldest first. */
  series(query: SeriesQuery): Promise<readonly SeriesPoint[]>;
  /** Steps and models without any left out; by time, then by model. */
  income(query: IncomeQuery): Promise<readonly IncomePoint[]>;
  models(filter: ModelFilter, sort: ModelSort, page: PageOf): Promise<Page<ModelRow>>;
  model(id: number): Promise<ModelRow | null>;
  manifest(hash: string): Promise<ManifestRow | null>;
  /** Of a model, fastest first, or of a provider, by model. */
  offers(of: { model?: number; provider?: string }): Promise<readonly OfferRecord[]>;
  providers(
    filter: { status?: ProviderRecord['status'] | undefined; model?: number | undefined },
    sort: ProviderSort,
    page: PageOf,
  ): Promise<Page<ProviderRecord>>;
  provider(account: string): Promise<ProviderRecord | null>;
  orders(filter: PartyFilter & { state?: OrderState | undefined }, page: PageOf): Promise<Page<OrderRecord>>;
  order(id: number): Promise<OrderRecord | null>;
  /** Of an order cheapest first; of a provider newest first. */
  bidsOf(order: number): Promise<readonly BidRecord[]>;
  bidsBy(
    provider: string,
    page: PageOf,
  ): Promise<Page<BidRecord & { readonly state: OrderState; readonly winner: string | null }>>;
  agreements(
    filter: PartyFilter & { state?: AgreementRecord['state'] | undefined },
    page: PageOf,
  ): Promise<Page<AgreementRecord>>;
  agreement(id: number): Promise<AgreementRecord | null>;
  /** By number, lowest first. */
  requests(
    agreement: number,
    filter: { state?: RequestRecord['state'] | undefined },
    page: PageOf,
  ): Promise<Page<RequestRecord>>;
  payments(
    filter: PartyFilter & { agreement?: number | undefined; owner?: string | undefined },
    page: PageOf,
  ): Promise<Page<PaymentRecord>>;
  account(account: string): Promise<AccountStats>;
  activity(filter: ActivityFilter, page: PageOf): Promise<Page<ActivityRecord>>;
  /** What came after the place, oldest first. */
  activitySince(
    place: { readonly block: number; readonly position: number },
    filter: ActivityFilter,
    limit: number,
  ): Promise<readonly ActivityRecord[]>;
  blocks(page: PageOf): Promise<Page<BlockRecord>>;
}
