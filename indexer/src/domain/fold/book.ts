import type {
  ActivityAccountRecord,
  ActivityRecord,
  AgreementRecord,
  BidRecord,
  BlockRecord,
  ModelRecord,
  OfferRecord,
  OrderRecord,
  PaymentRecord,
  ProviderRecord,
  RequestRecord,
  RoyaltyRecord,
} from '../records.ts';

/** Everything that some blocks touch: as it was before them, until they are folded in. */
export interface Book {
  readonly models: Map<number, ModelRecord>;
  readonly providers: Map<string, ProviderRecord>;
  readonly orders: Map<number, OrderRecord>;
  readonly bids: Map<string, BidRecord>;
  readonly agreements: Map<number, AgreementRecord>;
  readonly requests: Map<string, RequestRecord>;
  /** All of a provider's, in place of those before. */
  readonly offers: Map<string, readonly OfferRecord[]>;
  readonly payments: PaymentRecord[];
  readonly royalties: RoyaltyRecord[];
  readonly activity: ActivityRecord[];
  readonly activityAccounts: ActivityAccountRecord[];
  readonly blocks: BlockRecord[];
}

export function emptyBook(): Book {
  return {
    models: new Map(),
    providers: new Map(),
    orders: new Map(),
    bids: new Map(),
    agreements: new Map(),
    requests: new Map(),
    offers: new Map(),
    payments: [],
    royalties: [],
    activity: [],
    activityAccounts: [],
    blocks: [],
  };
}

export const bidKey = (order: number, provider: string) => `${order}:${provider}`;
export const requestKey = (agreement: number, index: number) => `${agreement}:${index}`;

/** What has to be known to fold blocks in. */
export interface BookKeys {
  readonly models: ReadonlySet<number>;
  readonly providers: ReadonlySet<string>;
  readonly orders: ReadonlySet<number>;
  readonly bids: ReadonlyMap<string, { readonly order: number; readonly provider: string }>;
  readonly agreements: ReadonlySet<number>;
  readonly requests: ReadonlyMap<string, { readonly agreement: number; readonly index: number }>;
}
