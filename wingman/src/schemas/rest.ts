import { z } from 'zod';
import { amountSchema } from './amount.ts';
import { configVersionSchema } from './config.ts';
import { datatypeSchema } from './datatype.ts';
import { DECIDED_STAGES, ORDER_REASON_NAMES } from './order-reasons.ts';
import { restControlSchema } from './rest-guard.ts';
import { sha256Schema } from './sha256.ts';

/** Money over REST is AIRO in decimal: exact, 12 places at most. */
const airo = z.string().meta({ description: 'AIRO in decimal, exact', example: '0.01' });
const id = z.int().nonnegative();
const account = z.string().meta({ description: 'SS58 address' });
const blockNumber = z.int().nonnegative();
const time = z.int().meta({ description: 'milliseconds since 1970' });
const hash = sha256Schema.meta({ description: 'SHA-256: 0x and 64 hex digits' });

const MAX_LIMIT = 500;
/** A number in an address; nothing is none, though `Number('')` is 0. */
const inAddress = <T extends z.ZodType>(schema: T) =>
  z.preprocess((text) => (text === '' ? Number.NaN : text), schema);

const cursorSchema = inAddress(z.coerce.number().int().nonnegative()).optional();
export const pageQuerySchema = z.strictObject({
  limit: inAddress(z.coerce.number().int().min(1).max(MAX_LIMIT))
    .default(50)
    .meta({ description: 'so many at most; 50 when it is left out' }),
  before: cursorSchema.meta({ description: 'only those with a lower number; the last one seen' }),
});
export const afterQuerySchema = pageQuerySchema.pick({ limit: true }).extend({
  after: cursorSchema.meta({ description: 'only those with a higher number; the last one seen' }),
});
export const idParamsSchema = z.strictObject({ id: z.coerce.number().int().nonnegative() });

const decidedStage = z.enum(DECIDED_STAGES);
const stage = z.enum(['new', ...DECIDED_STAGES]);
const reason = z
  .enum(ORDER_REASON_NAMES)
  .meta({ id: 'Reason', description: 'each is explained in docs/guides/decisions.md' });

export const decisionQuerySchema = pageQuerySchema.extend({
  stage: decidedStage.optional(),
  reason: reason.optional(),
  model: cursorSchema,
  consumer: z.string().min(1).max(64).optional(),
});

export const restOrderSchema = z
  .strictObject({
    id,
    consumer: account,
    model: id,
    inferences: z.int(),
    maxPrice: airo,
    bidsUntil: blockNumber,
    stage,
    reason: reason.nullable(),
    price: airo.nullable(),
    detail: z.string(),
  })
  .meta({ id: 'Order' });

export const restDecisionSchema = z
  .strictObject({
    order: id,
    at: time,
    consumer: account,
    model: id,
    inferences: z.int(),
    maxPrice: airo,
    stage: decidedStage,
    reason,
    meaning: z.string(),
    price: airo.nullable(),
    detail: z.string(),
  })
  .meta({ id: 'Decision' });

const wholeNumber = z.coerce.number().int().positive();
export const quoteQuerySchema = z.strictObject({
  model: inAddress(z.coerce.number().int().nonnegative()),
  inferences: wholeNumber.max(1_000_000_000),
  duration: wholeNumber.max(100_000_000).default(200).meta({ description: 'blocks' }),
  responseWindow: wholeNumber.max(100_000_000).default(50).meta({ description: 'blocks' }),
  maxPrice: amountSchema.optional().meta({ description: 'AIRO per inference' }),
});

export const restDecisionCountSchema = z
  .strictObject({ reason, stage: decidedStage, meaning: z.string(), orders: z.int() })
  .meta({ id: 'DecisionCount' });

export const restAgreementSchema = z
  .strictObject({
    id,
    order: id,
    consumer: account,
    model: id,
    manifest: hash,
    price: airo,
    inferences: z.int(),
    expires: blockNumber,
    closesAfter: blockNumber,
    closeOfferedBy: account.nullable(),
    state: z.enum(['open', 'closed']),
  })
  .meta({ id: 'Agreement' });

export const restRequestSchema = z
  .strictObject({
    index: id,
    payload: hash,
    units: z.int(),
    posted: blockNumber,
    deadline: blockNumber,
    state: z.enum(['open', 'computed', 'refused', 'answered', 'failed', 'settled', 'timedOut']),
    response: hash.nullable(),
    failCode: z.string().nullable(),
    detail: z.string(),
  })
  .meta({ id: 'Request' });

const totals = { units: z.int(), provider: airo, royalty: airo, commission: airo };

export const restEarningsSchema = z
  .strictObject({
    /** Finalised settlements. */
    settled: z.strictObject(totals),
    byModel: z.array(z.strictObject({ model: id, ...totals })),
    /** The account's money by purpose, now. */
    money: z.strictObject({
      free: airo,
      orders: airo,
      agreements: airo,
      bonds: airo,
      challenges: airo,
      claimable: airo,
    }),
  })
  .meta({ id: 'Earnings' });

const tensor = z.strictObject({ name: z.string(), datatype: datatypeSchema, shape: z.array(z.int()) });

export const restModelSchema = z
  .strictObject({
    id,
    state: z.enum(['loading', 'ready', 'away', 'failed']),
    name: z.string().nullable(),
    hardware: z.string().nullable().meta({ description: 'what runs it, and how' }),
    inMemory: z
      .boolean()
      .nullable()
      .meta({ description: 'whether a run finds it loaded; null when it has no memory here' }),
    manifest: hash.nullable(),
    inputs: z.array(tensor),
    outputs: z.array(tensor),
    benchmark: z
      .strictObject({
        bestBatch: z.int(),
        concurrency: z.int().meta({ description: 'calls at once to a model server that bring the most' }),
        perSecond: z.number(),
        p50Ms: z.number(),
        p95Ms: z.number(),
        memoryBytes: z
          .int()
          .nullable()
          .meta({ description: 'measured; null for a model that runs elsewhere' }),
        points: z.array(z.strictObject({ batch: z.int(), medianMs: z.number(), perSecond: z.number() })),
      })
      .nullable(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Model' });

export const hostModelBodySchema = z.strictObject({ model: id }).meta({ id: 'HostModel' });

export const restTransactionSchema = z
  .strictObject({
    number: z.int().nonnegative(),
    at: time,
    call: z.string(),
    subject: z.string(),
    ok: z.boolean(),
    block: blockNumber.nullable(),
    fee: airo.nullable(),
    error: z.string(),
  })
  .meta({ id: 'Transaction' });

export const restHealthSchema = z
  .strictObject({
    ok: z.boolean(),
    reasons: z.array(z.string()),
    account,
    genesisHash: hash,
    head: blockNumber,
    capacityUsed: z.number(),
    queues: z.strictObject({ inference: z.int(), publish: z.int(), settle: z.int() }),
    bidding: restControlSchema,
  })
  .meta({ id: 'Health' });

export const restConfigSchema = configVersionSchema.meta({ id: 'ConfigVersion' });
/** RFC 7396: members of the configuration to change; null removes. The result must be a whole, valid configuration. */
export const configPatchSchema = z
  .looseObject({})
  .meta({ id: 'ConfigPatch', description: 'a merge patch (RFC 7396) of the configuration' });

/** The line that Wingman prints on stdout when it can bid. */
export const readyEventSchema = z.strictObject({
  event: z.literal('ready'),
  account,
  restUrl: z.url(),
  metricsUrl: z.url(),
});
export type ReadyEvent = z.output<typeof readyEventSchema>;
