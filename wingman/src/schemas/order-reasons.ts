/**
 * Why an order went the way it did. Each order that was seen ends with one of these. Members are never renamed and never
 * used for something else: programs of others read them.
 */
export const ORDER_REASONS = {
  BIDDING_OFF: 'bidding is switched off in the configuration',
  PAUSED: 'the provider paused the bot: `wingman pause`',
  DRAINING: 'the bot finishes what it has and ends: `wingman drain`',
  BREAKER_OPEN: 'the circuit breaker is open after too many failures; the detail says for which model',
  BUDGET_FEES: 'the fees of today have reached budget.feesPerDay',
  BUDGET_LOCKED: 'bond and deposits that are bound have reached budget.locked',
  BUDGET_OPEN: 'as many orders or agreements are open as the budget allows; the detail says which limit',
  OUT_OF_MONEY: 'the free money does not pay for the fees of the next transactions',
  DISK_FULL: 'too little room is left where state and models are kept',
  DX_AWAY: 'the dx-node does not answer, or not as it should',
  ENDPOINT_FAULT: 'the RPC endpoint in use is stale, behind or on a fork, and no better one is known',
  MODEL_NOT_SERVED: 'the model is not among those that are served here',
  MODEL_NOT_READY: 'the model is being loaded, or could not be',
  MANIFEST_CHANGED: 'the order is for another version of the manifest than the one loaded',
  TOO_FEW_INFERENCES: 'fewer inferences than filters.minInferences',
  TOO_MANY_INFERENCES: 'more inferences than filters.maxInferences',
  CONSUMER_DENIED: 'the consumer is in filters.denyConsumers',
  CONSUMER_NOT_ALLOWED: 'filters.allowConsumers does not name the consumer',
  SEALED_UNSUPPORTED: 'sealed payloads are not served yet',
  CHANNEL_UNSUPPORTED: 'inferences by voucher are not served yet',
  WINDOW_TOO_SHORT: 'the response window is too short for this machine',
  BID_WINDOW_OVER: 'the order was seen after its bid window',
  NOT_ELIGIBLE: 'the chain would refuse the bid; the detail names its reason',
  NO_CAPACITY: 'other agreements and bids fill the capacity',
  PRICE_BELOW_FLOOR: 'the price does not carry royalty and commission, or is below the floor',
  PRICE_ABOVE_MAX: 'the price is above what the consumer pays at most',
  PRICE_UNKNOWN: 'no price could be named; the detail says what was missing',
  BIDS_FULL: 'the order has all the bids it can take',
  BOND_TOO_SMALL: 'the free bond can not stand behind the bid',
  BID_REFUSED: 'the chain refused the bid; the detail names its error',
  CHAIN_UNAVAILABLE: 'the chain could not be read, or the bid not brought to it in time',
  BID_PLACED: 'the bid stands; the order is still open',
  WON: 'the order was awarded to this provider',
  AWARDED_TO_OTHER: 'the order was awarded to another provider',
  CANCELLED: 'the consumer cancelled the order',
  EXPIRED: 'the order ended without an award',
  ENDED_UNSEEN: 'the order ended while Wingman was away',
  INTERNAL: 'a defect; the log has the details',
} as const;
export type OrderReason = keyof typeof ORDER_REASONS;
export const ORDER_REASON_NAMES = Object.keys(ORDER_REASONS) as [OrderReason, ...OrderReason[]];

/**
 * `bidding`: the bid stands · `won`, `lost`: by a bid, or before one could be made · `skipped`: no bid was made · `failed`:
 * it could not be brought to an end.
 */
export const DECIDED_STAGES = ['bidding', 'won', 'lost', 'skipped', 'failed'] as const;
export type DecidedStage = (typeof DECIDED_STAGES)[number];

const STAGES: Partial<Record<OrderReason, DecidedStage>> = {
  BID_PLACED: 'bidding',
  WON: 'won',
  AWARDED_TO_OTHER: 'lost',
  CANCELLED: 'lost',
  EXPIRED: 'lost',
  ENDED_UNSEEN: 'lost',
  CHAIN_UNAVAILABLE: 'failed',
  INTERNAL: 'failed',
};

/** Each reason belongs to one stage; those that keep the bot from bidding to `skipped`. */
export function stageOf(reason: OrderReason): DecidedStage {
  return STAGES[reason] ?? 'skipped';
}
