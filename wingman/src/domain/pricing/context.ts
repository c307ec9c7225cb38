import type { AccountId, AwardMode, ModelId, OrderId, Planck } from '@airo/chain-types';

/** What the price of one bid may depend on. */
export interface BidContext {
  readonly order: OrderId;
  readonly model: ModelId;
  readonly consumer: AccountId;
  readonly inferences: number;
  /** In which they may come. */
  readonly durationMs: number;
  readonly award: AwardMode;
  /** Most that the consumer pays, per inference. */
  readonly maxPrice: Planck;
  /** Lowest price that the chain takes; null when it takes none. */
  readonly chainFloor: Planck | null;
  /** Per inference. */
  readonly royalty: Planck;
  /** Parts per million. */
  readonly commissionPpm: number;
  /** Cheapest bid of somebody else; null when there is none. */
  readonly cheapest: Planck | null;
  /** Of one inference in the best batch, on this machine. */
  readonly msPerInference: number;
  /** Share of the capacity on sale that is sold, 0 to 1. */
  readonly utilisation: number;
  /** Jobs that wait or run. */
  readonly queue: number;
  readonly fees: TransactionFees;
}

/** What transactions have cost lately. */
export interface TransactionFees {
  readonly perBid: Planck;
  /** Settling and closing. */
  readonly perAgreement: Planck;
  /** Of an answer. */
  readonly perRequest: Planck;
}

/** What the owner of the model and the network take of a price, per inference. */
export function takenOf(
  price: Planck,
  { royalty, commissionPpm }: Pick<BidContext, 'royalty' | 'commissionPpm'>,
): bigint {
  return royalty + (price * BigInt(commissionPpm)) / PPM;
}

/** A price of which at least `net` is left after royalty and commission. */
export function grossOf(
  net: bigint,
  { royalty, commissionPpm }: Pick<BidContext, 'royalty' | 'commissionPpm'>,
): bigint {
  return divideUp((net + royalty) * PPM, PPM - BigInt(commissionPpm));
}

export const PPM = 1_000_000n;

/** Of numbers that are not negative. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
