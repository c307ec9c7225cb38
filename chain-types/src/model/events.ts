import type { AccountId, AgreementId, Hex, ModelId, OrderId, Planck, RequestIndex } from './ids.ts';
import type { AwardMode, BidTerms, Blob, FailCode } from './records.ts';

/** Events of our pallets as domain values. `type` is `pallet.Event`, spelled as on chain. */
export type AiroEvent =
  | { type: 'models.Committed'; who: AccountId; commitment: Hex }
  | { type: 'models.CommitmentWithdrawn'; who: AccountId; commitment: Hex }
  | {
      type: 'models.Registered';
      model: ModelId;
      owner: AccountId;
      artifact: Blob;
      manifest: Blob;
      weightsRoot: Hex;
      royalty: Planck;
      version: number;
      /** Gets `share` of the royalties, 0 to 1. */
      parent: { model: ModelId; share: number } | null;
      /** Block of the commitment that it was registered with. */
      committed: number | null;
    }
  | { type: 'models.TakenOver'; model: ModelId; from: AccountId | null; committed: number }
  | { type: 'models.RoyaltySet'; model: ModelId; royalty: Planck; from: number }
  | { type: 'models.ManifestSet'; model: ModelId; version: number; manifest: Blob; weightsRoot: Hex }
  | { type: 'models.Removed'; model: ModelId; depositor: AccountId; deposit: Planck }
  | { type: 'models.MarkedPublic'; artifact: Hex }
  | { type: 'models.UnmarkedPublic'; artifact: Hex }
  | { type: 'models.Attested'; model: ModelId; version: number; provider: AccountId }
  | { type: 'models.Listed'; model: ModelId; version: number }
  | { type: 'models.Retired'; model: ModelId }
  | { type: 'models.Restored'; model: ModelId }
  | { type: 'providers.Registered'; provider: AccountId; bond: Planck }
  | { type: 'providers.ProfileUpdated'; provider: AccountId }
  | { type: 'providers.Bonded'; provider: AccountId; amount: Planck; bond: Planck }
  | { type: 'providers.Unbonding'; provider: AccountId; amount: Planck; until: number }
  | { type: 'providers.Withdrawn'; provider: AccountId; amount: Planck }
  | { type: 'providers.Offered'; provider: AccountId; model: ModelId }
  | { type: 'providers.OfferWithdrawn'; provider: AccountId; model: ModelId }
  | { type: 'providers.Chilled'; provider: AccountId }
  | { type: 'providers.Activated'; provider: AccountId }
  | { type: 'providers.Slashed'; provider: AccountId; amount: Planck; to: AccountId }
  | {
      type: 'marketplace.OrderPlaced';
      order: OrderId;
      consumer: AccountId;
      model: ModelId;
      inferences: number;
      maxPrice: Planck;
      bidsUntil: number;
      award: AwardMode;
      /** May not bid: the order is the rest of an agreement that it didn't serve well. */
      barred: AccountId | null;
    }
  | { type: 'marketplace.BidPlaced'; order: OrderId; provider: AccountId; price: Planck; terms: BidTerms }
  | { type: 'marketplace.BidLowered'; order: OrderId; provider: AccountId; price: Planck; terms: BidTerms }
  | { type: 'marketplace.BidEvicted'; order: OrderId; provider: AccountId; price: Planck }
  | { type: 'marketplace.Countered'; order: OrderId; provider: AccountId; price: Planck }
  | { type: 'marketplace.CounterAccepted'; order: OrderId; provider: AccountId; price: Planck }
  | {
      type: 'marketplace.OrderAwarded';
      order: OrderId;
      agreement: AgreementId;
      consumer: AccountId;
      provider: AccountId;
      model: ModelId;
      price: Planck;
      inferences: number;
    }
  | { type: 'marketplace.OrderCancelled'; order: OrderId; refunded: Planck }
  | { type: 'marketplace.OrderExpired'; order: OrderId; refunded: Planck }
  | {
      type: 'execution.AgreementOpened';
      agreement: AgreementId;
      order: OrderId;
      consumer: AccountId;
      provider: AccountId;
      model: ModelId;
      price: Planck;
      inferences: number;
      expires: number;
    }
  | {
      type: 'execution.Requested';
      agreement: AgreementId;
      index: RequestIndex;
      payload: Blob;
      units: number;
      deadline: number;
    }
  | { type: 'execution.Responded'; agreement: AgreementId; index: RequestIndex; response: Blob; due: number }
  | {
      type: 'execution.Failed';
      agreement: AgreementId;
      index: RequestIndex;
      code: FailCode;
      units: number;
      refunded: Planck;
      compensation: Planck;
    }
  | {
      type: 'execution.TimedOut';
      agreement: AgreementId;
      index: RequestIndex;
      units: number;
      refunded: Planck;
      compensation: Planck;
    }
  | {
      type: 'execution.Settled';
      agreement: AgreementId;
      indices: readonly RequestIndex[];
      units: number;
      provider: Planck;
      royalty: Planck;
      commission: Planck;
    }
  | {
      type: 'execution.Redeemed';
      agreement: AgreementId;
      /** Units acknowledged since the agreement began. */
      total: number;
      /** Units paid now. */
      units: number;
      provider: Planck;
      royalty: Planck;
      commission: Planck;
    }
  | { type: 'execution.QuotaReleased'; agreement: AgreementId; units: number; channelQuota: number }
  | {
      type: 'execution.Demanded';
      agreement: AgreementId;
      index: RequestIndex;
      response: Blob;
      /** Last block in which the bytes count. */
      until: number;
    }
  | {
      type: 'execution.Published';
      agreement: AgreementId;
      index: RequestIndex;
      response: Blob;
      bytes: Hex;
      due: number;
    }
  | { type: 'execution.Reopened'; agreement: AgreementId; order: OrderId; units: number; released: Planck }
  | { type: 'execution.Ending'; agreement: AgreementId; closesAfter: number }
  | { type: 'execution.CloseOfferWithdrawn'; agreement: AgreementId; by: AccountId }
  | { type: 'execution.CloseOffered'; agreement: AgreementId; by: AccountId }
  | {
      type: 'execution.Closed';
      agreement: AgreementId;
      refunded: Planck;
      /** The part of the provider's deposit that the consumer got for failures. */
      forfeited?: Planck;
    };

/** An NFT changed hands: with it a model, when it is of the models' collection. */
export interface NftEvent {
  readonly type: 'nfts.Transferred';
  readonly collection: number;
  readonly item: number;
  readonly from: AccountId;
  readonly to: AccountId;
}

/** Any other pallet's event: `system`, `ExtrinsicSuccess`. */
export interface OtherEvent {
  readonly type: 'other';
  readonly pallet: string;
  readonly name: string;
}

export type ChainEvent = AiroEvent | NftEvent | OtherEvent;

export interface BlockRef {
  readonly number: number;
  readonly hash: Hex;
}

/** One block and what happened in it. */
export interface BlockEvents {
  readonly block: BlockRef;
  readonly parent: Hex;
  /** `best` blocks may be retracted: the same number can come again with another hash. */
  readonly finality: 'best' | 'finalised';
  readonly events: readonly { readonly extrinsic: number | null; readonly event: ChainEvent }[];
}
