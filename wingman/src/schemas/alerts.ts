import { z } from 'zod';

/** What a provider is told of without asking. Members are never renamed: receivers read them. */
export const ALERT_KINDS = {
  BREAKER_OPENED: 'a circuit breaker opened: no bids for a model, or for all',
  BREAKER_HALF_OPEN: 'its cool-down is over: one bid is tried',
  BREAKER_CLOSED: 'a circuit breaker closed: bids are made again',
  SLASHED: 'a part of the bond was taken',
  BUDGET_REACHED: 'a limit of the budget is reached: no bids until there is room',
  OUT_OF_MONEY: 'the free money does not pay for the fees of the next transactions: no bids until it does',
  DISK_FULL: 'too little room is left where state and models are kept: no bids until there is more',
  DX_AWAY: 'the dx-node does not answer, or not as it should: no bids until it does',
  ENDPOINT_FAULT:
    'the RPC endpoint in use is stale, behind or on a fork, and no better one is known: no bids until it is well',
  ENDPOINT_SWITCHED: 'an RPC endpoint was left for the one in the subject; the message says why',
  BIDDING_AGAIN: 'money, disk, dx-node or endpoint are well again; the subject says which',
  CLOCK_OFF: 'the clock of this machine and the time of blocks differ by more than a minute',
  MODEL_UNAVAILABLE: 'a model can not be made ready; it is tried again and again',
  CHAIN_LOST: 'no block came for a while: the chain, or the way to it, is lost',
  CHAIN_BACK: 'blocks come again',
  DRAINED: 'nothing is left to serve; it is safe to stop',
  TEST: 'somebody asked for it: `wingman alerts test`',
} as const;
export type AlertKind = keyof typeof ALERT_KINDS;
export const ALERT_KIND_NAMES = Object.keys(ALERT_KINDS) as [AlertKind, ...AlertKind[]];

/** The body of a webhook. */
export const alertPayloadSchema = z
  .object({
    type: z.enum(ALERT_KIND_NAMES).meta({ description: 'docs/guides/alerts.md explains each' }),
    timestamp: z.iso.datetime().meta({ description: 'when it happened' }),
    data: z.object({
      provider: z.string().meta({ description: 'SS58 address' }),
      genesis: z.string().meta({ description: 'genesis hash of its chain' }),
      subject: z.string().meta({ description: 'what it is about, such as "model 3"; empty for the bot' }),
      message: z.string().meta({ description: 'for people' }),
    }),
  })
  .meta({ id: 'Alert' });
export type AlertPayload = z.output<typeof alertPayloadSchema>;

export const restAlertSchema = z
  .strictObject({
    id: z.string(),
    payload: alertPayloadSchema,
    state: z.enum(['waiting', 'delivered', 'givenUp']),
    attempts: z.int(),
    nextAt: z.int().nullable().meta({ description: 'of the next attempt, in milliseconds since 1970' }),
    error: z.string().meta({ description: 'of the last attempt; empty when there was none' }),
  })
  .meta({ id: 'AlertDelivery' });

export const numberedAlertSchema = restAlertSchema
  .extend({ number: z.int().nonnegative() })
  .meta({ id: 'NumberedAlertDelivery' });
