import type {
  AccountId,
  Agreement,
  AgreementId,
  BlockRef,
  ChainEvent,
  Hex,
  Model,
  ModelId,
  OfferTerms,
  Order,
  OrderId,
  Provider,
} from '@airo/chain-types';

/** A provider as a block left it; null when it is none any more. */
export interface ProviderState {
  readonly provider: Provider | null;
  readonly offers: readonly { readonly model: ModelId; readonly terms: OfferTerms }[];
}

/** A finalised block: what happened in it, and what it left of the things that it changed in ways events don't tell. */
export interface BlockFacts {
  readonly block: BlockRef;
  readonly parent: Hex;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly events: readonly { readonly extrinsic: number | null; readonly event: ChainEvent }[];
  /** null: removed. */
  readonly models: ReadonlyMap<ModelId, Model | null>;
  readonly providers: ReadonlyMap<AccountId, ProviderState>;
  /** null: it ended in the same block. */
  readonly orders: ReadonlyMap<OrderId, Order | null>;
  readonly agreements: ReadonlyMap<AgreementId, Agreement | null>;
}

/** What has to be read of the state that a block left, beside its events. */
export interface Touched {
  readonly models: ReadonlySet<ModelId>;
  readonly providers: ReadonlySet<AccountId>;
  readonly orders: ReadonlySet<OrderId>;
  readonly agreements: ReadonlySet<AgreementId>;
}

/** @param collection of the NFTs that are models */
export function touchedBy(events: BlockFacts['events'], collection: number): Touched {
  const models = new Set<ModelId>();
  const providers = new Set<AccountId>();
  const orders = new Set<OrderId>();
  const agreements = new Set<AgreementId>();
  for (const { event } of events) {
    if (event.type === 'nfts.Transferred') {
      if (event.collection === collection) models.add(event.item as ModelId);
    } else if (event.type.startsWith('models.') && 'model' in event) models.add(event.model);
    else if (event.type.startsWith('providers.') && 'provider' in event)
      providers.add(event.provider as AccountId);
    else if (event.type === 'marketplace.OrderPlaced') orders.add(event.order);
    else if (event.type === 'execution.AgreementOpened') agreements.add(event.agreement);
  }
  return { models, providers, orders, agreements };
}
