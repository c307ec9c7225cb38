import type { OrderReason } from './order-outcome.ts';

/**
 * What a stranger is told in place of reasons that would give away what the provider has (budgets, failures) or what it
 * would sell for (its floor).
 */
const COARSER: Partial<Record<OrderReason, OrderReason>> = {
  PRICE_BELOW_FLOOR: 'PRICE_UNKNOWN',
  BOND_TOO_SMALL: 'NO_CAPACITY',
  CONSUMER_DENIED: 'CONSUMER_NOT_ALLOWED',
  PAUSED: 'BIDDING_OFF',
  DRAINING: 'BIDDING_OFF',
  BREAKER_OPEN: 'BIDDING_OFF',
  BUDGET_FEES: 'BIDDING_OFF',
  BUDGET_LOCKED: 'BIDDING_OFF',
  BUDGET_OPEN: 'NO_CAPACITY',
  OUT_OF_MONEY: 'BIDDING_OFF',
  DISK_FULL: 'BIDDING_OFF',
  DX_AWAY: 'BIDDING_OFF',
  INTERNAL: 'BIDDING_OFF',
  CHAIN_UNAVAILABLE: 'BIDDING_OFF',
};

export function publicReason(reason: OrderReason): OrderReason {
  return COARSER[reason] ?? reason;
}
