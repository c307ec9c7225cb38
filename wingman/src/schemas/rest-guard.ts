import { z } from 'zod';

const time = z.int().meta({ description: 'milliseconds since 1970' });
const count = z.int().nonnegative();

/** Nothing, or an empty object. */
export const noBodySchema = z.strictObject({}).prefault({});
export const drainBodySchema = z
  .strictObject({ stop: z.boolean().default(true).meta({ description: 'whether the process ends then' }) })
  .prefault({})
  .meta({ id: 'Drain' });
export const resetBreakerBodySchema = z
  .strictObject({ model: count.optional().meta({ description: 'default: every one' }) })
  .prefault({})
  .meta({ id: 'ResetBreaker' });

export const restControlSchema = z
  .strictObject({
    mode: z.enum(['running', 'paused', 'draining']),
    since: time,
    stops: z.boolean().meta({ description: 'whether the process ends when it is drained' }),
    openOrders: count.meta({ description: 'considered or bid on' }),
    openAgreements: count,
    safeToStop: z.boolean().meta({ description: 'it makes no bids, and nothing is left to serve' }),
  })
  .meta({ id: 'Control' });

export const restBreakerSchema = z
  .strictObject({
    model: count.nullable().meta({ description: 'null: of all models together' }),
    state: z.enum(['closed', 'halfOpen', 'open']),
    since: time.nullable(),
    until: time.nullable().meta({ description: 'when one bid is tried; null: when it is reset' }),
    faults: z.array(
      z.strictObject({
        kind: z.enum(['failure', 'timeout', 'slash', 'file']),
        at: time,
        subject: z.string(),
      }),
    ),
  })
  .meta({ id: 'Breaker' });

const airo = z.string().meta({ description: 'AIRO in decimal, exact', example: '0.01' });
export const restBudgetSchema = z
  .strictObject({
    feesToday: airo.meta({ description: 'since midnight UTC' }),
    locked: airo.meta({
      description: 'bond behind bids and agreements, and deposits; 0 while there is no limit',
    }),
    openAgreements: count,
    openOrders: count,
  })
  .meta({ id: 'Budget' });
