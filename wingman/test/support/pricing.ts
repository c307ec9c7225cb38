import { accountId, modelId, orderId, PLANCK_PER_AIRO, planck } from '@airo/chain-types';
import type { BidContext } from '../../src/domain/pricing/context.ts';
import type { PastOrder } from '../../src/domain/pricing/past-order.ts';

export const AIRO = PLANCK_PER_AIRO;
export const FREE = { perBid: planck(0n), perAgreement: planck(0n), perRequest: planck(0n) };

/** 100 inferences of model 0 for at most 1 AIRO each, on an idle machine. */
export function bidContext(changes: Partial<BidContext> = {}): BidContext {
  return {
    order: orderId(1),
    model: modelId(0),
    consumer: accountId('5Consumer'),
    inferences: 100,
    durationMs: 100_000,
    award: 'cheapest',
    maxPrice: planck(AIRO),
    chainFloor: planck(1n),
    royalty: planck(0n),
    commissionPpm: 0,
    cheapest: null,
    msPerInference: 100,
    utilisation: 0,
    queue: 0,
    fees: FREE,
    ...changes,
  };
}

/** An order that was lost at 0.01 AIRO to a bid of 0.009. */
export function pastOrder(changes: Partial<PastOrder> = {}): PastOrder {
  const { order: id, model, consumer, inferences, maxPrice, award } = bidContext();
  return {
    id,
    model,
    consumer,
    inferences,
    maxPrice,
    award,
    bidsUntil: 10,
    stage: 'lost',
    price: planck(AIRO / 100n),
    rivalPrice: planck((AIRO * 9n) / 1_000n),
    ended: 'awarded',
    awardedPrice: planck((AIRO * 9n) / 1_000n),
    context: bidContext(),
    ...changes,
  };
}
