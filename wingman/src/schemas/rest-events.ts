import { z } from 'zod';
import { ALERT_KIND_NAMES } from './alerts.ts';
import { DECIDED_STAGES, ORDER_REASON_NAMES } from './order-reasons.ts';

const id = z.int().nonnegative();
const at = z.int().meta({ description: 'milliseconds since 1970' });
const airo = z.string().meta({ description: 'AIRO in decimal, exact' });
const kind = <const K extends string>(name: K) => z.literal(name);

/** What happened, just after it was stored. */
export const botEventSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: kind('block'), at, number: id, finality: z.enum(['best', 'finalised']) }),
    z.strictObject({
      ...{ kind: kind('decision'), at, order: id, stage: z.enum(DECIDED_STAGES) },
      ...{ reason: z.enum(ORDER_REASON_NAMES), price: airo.nullable(), detail: z.string() },
    }),
    z.strictObject({ kind: kind('agreement'), at, agreement: id, state: z.enum(['open', 'closed']) }),
    z.strictObject({
      ...{ kind: kind('request'), at, agreement: id, index: id },
      state: z.enum(['open', 'computed', 'refused', 'answered', 'failed', 'settled', 'timedOut']),
    }),
    z.strictObject({ kind: kind('earned'), at, agreement: id, units: id, provider: airo }),
    z.strictObject({
      ...{ kind: kind('transaction'), at, call: z.string(), subject: z.string(), ok: z.boolean() },
      error: z.string(),
    }),
    z.strictObject({
      ...{ kind: kind('alert'), at, id: z.string(), type: z.enum(ALERT_KIND_NAMES), subject: z.string() },
      state: z.enum(['waiting', 'delivered', 'givenUp']),
    }),
    z.strictObject({ kind: kind('config'), at, version: id }),
    z.strictObject({ kind: kind('control'), at }).meta({ description: 'read GET /v1/health' }),
    z.strictObject({ kind: kind('breakers'), at }).meta({ description: 'read GET /v1/breaker' }),
  ])
  .meta({ id: 'BotEvent' });
export type BotEvent = z.output<typeof botEventSchema>;

export const EVENT_KINDS = botEventSchema.options.map((option) => option.shape.kind.value);

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
/** As pino writes them. */
export const LEVEL_NUMBERS: Readonly<Record<(typeof LEVELS)[number], number>> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
};

const MAX_TAIL = 2_000;
const tail = z
  .preprocess((text) => (text === '' ? Number.NaN : text), z.coerce.number().int().min(0).max(MAX_TAIL))
  .default(0)
  .meta({ description: 'so many of the last ones come first; none when it is left out' });

const follow = z
  .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
  .default(true)
  .meta({ type: 'boolean', description: 'false ends it behind what is there already' });

export const eventStreamQuerySchema = z.strictObject({
  tail,
  follow,
  kinds: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(EVENT_KINDS)))
    .optional()
    .meta({ description: `only these, separated by commas: ${EVENT_KINDS.join(', ')}`, type: 'string' }),
});

export const logStreamQuerySchema = z.strictObject({
  tail,
  follow,
  level: z.enum(LEVELS).default('trace').meta({ description: 'only these and worse' }),
});

export const logLineSchema = z
  .looseObject({ level: z.int(), time: at, msg: z.string().optional() })
  .meta({ id: 'LogLine', description: 'a line of the log as pino writes it' });
