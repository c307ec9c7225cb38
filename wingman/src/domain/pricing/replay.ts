import { type Planck, planck } from '@airo/chain-types';
import type { PricingRules } from '../../schemas/pricing.ts';
import type { OrderReason } from '../order-outcome.ts';
import { type BidContext, takenOf } from './context.ts';
import type { PastOrder } from './past-order.ts';
import { priceBid } from './price-bid.ts';
import { ReplayedMachine } from './replayed-machine.ts';
import { machineCost } from './strategies/cost-plus.ts';
import type { UsdRate } from './usd.ts';
import { wouldWin } from './would-win.ts';

/** What rules would have made of recorded orders. Money assumes that every inference that was bought is used. */
export interface ReplayReport {
  /** Orders that had come to a price, and so can be replayed. */
  readonly orders: number;
  readonly bids: number;
  readonly won: number;
  /** Of the orders won. */
  readonly inferences: number;
  /** What consumers pay. */
  readonly revenue: Planck;
  readonly royaltyAndCommission: Planck;
  /** Transactions and, where its price is known, the machine. */
  readonly costs: Planck;
  /** What is left; below zero when it is a loss. */
  readonly margin: bigint;
  /** Share of the machine that is sold, 0 to 1. */
  readonly utilisation: { readonly mean: number; readonly peak: number };
  /** Why there was no bid. */
  readonly refused: Readonly<Partial<Record<OrderReason, number>>>;
  /** What really came of the same orders. */
  readonly actual: { readonly won: number; readonly revenue: Planck };
}

export interface ReplayTerms {
  readonly usd: UsdRate | null;
  /** Share of the machine that may be sold. */
  readonly sellable: number;
  readonly blockTimeMs: number;
  /** Price of an hour of the machine; null when it isn't known. */
  readonly perHour: string | null;
}

/**
 * Takes recorded orders, oldest first, through the rules: prices see the machine as the replay fills it, and `adaptive`
 * knows the orders replayed before only. Yields after each order, so that a caller can let others work.
 */
export function* replay(
  rules: PricingRules,
  orders: readonly PastOrder[],
  terms: ReplayTerms,
): Generator<void, ReplayReport> {
  const machine = new ReplayedMachine(terms);
  const past: PastOrder[] = [];
  const refused = new Map<OrderReason, number>();
  const sums = { orders: 0, bids: 0, won: 0, inferences: 0, revenue: 0n, taken: 0n, costs: 0n };
  const actual = { won: 0, revenue: 0n };

  for (const order of orders) {
    yield;
    if (order.context === null) {
      past.push(order);
      continue;
    }
    const recorded = order.context;
    sums.orders += 1;
    if (order.stage === 'won') {
      actual.won += 1;
      actual.revenue += (order.price ?? 0n) * BigInt(order.inferences);
    }
    machine.advance(order.bidsUntil);
    const context = { ...recorded, utilisation: machine.utilisation };
    const answer = machine.hasRoom(context)
      ? priceBid(rules, context, { usd: terms.usd, past: sameScope(past, order) })
      : ({ ok: false, reason: 'NO_CAPACITY', price: null } as const);
    if (!answer.ok) {
      refused.set(answer.reason, (refused.get(answer.reason) ?? 0) + 1);
      past.push({ ...order, stage: 'skipped', price: answer.price });
      continue;
    }
    const won = wouldWin(order, answer.price);
    past.push({ ...order, stage: won ? 'won' : 'lost', price: answer.price });
    sums.bids += 1;
    sums.costs += context.fees.perBid;
    if (!won) continue;
    machine.take(context);
    const count = BigInt(context.inferences);
    sums.won += 1;
    sums.inferences += context.inferences;
    sums.revenue += answer.price * count;
    sums.taken += takenOf(answer.price, context) * count;
    sums.costs += costOfServing(context, terms);
  }
  return {
    orders: sums.orders,
    bids: sums.bids,
    won: sums.won,
    inferences: sums.inferences,
    revenue: planck(sums.revenue),
    royaltyAndCommission: planck(sums.taken),
    costs: planck(sums.costs),
    margin: sums.revenue - sums.taken - sums.costs,
    utilisation: machine.summary(),
    refused: Object.fromEntries(refused),
    actual: { won: actual.won, revenue: planck(actual.revenue) },
  };
}

function sameScope(past: readonly PastOrder[], { model }: PastOrder): readonly PastOrder[] {
  return past.filter((order) => order.model === model);
}

function costOfServing(context: BidContext, { perHour, usd }: ReplayTerms): bigint {
  const { fees, inferences } = context;
  const machine = perHour === null ? 0n : machineCost(perHour, context, usd);
  return fees.perAgreement + (fees.perRequest + machine) * BigInt(inferences);
}
