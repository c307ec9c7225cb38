import { bigint, boolean, integer, jsonb, numeric, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core';

export const SCHEMA = 'wingman';
const schema = pgSchema(SCHEMA);

/** Planck: more than 64 bits can hold. */
const planck = (name: string) => numeric(name, { precision: 39, scale: 0, mode: 'bigint' });
const size = (name: string) => bigint(name, { mode: 'bigint' });
/** Milliseconds since 1970. */
const time = (name: string) => bigint(name, { mode: 'number' });

export const cursors = schema.table('cursors', {
  finality: text('finality').primaryKey(),
  number: integer('number').notNull(),
  hash: text('hash').notNull(),
});

export const orders = schema.table('orders', {
  id: integer('id').primaryKey(),
  consumer: text('consumer').notNull(),
  model: integer('model').notNull(),
  inferences: integer('inferences').notNull(),
  maxPrice: planck('max_price').notNull(),
  bidsUntil: integer('bids_until').notNull(),
  stage: text('stage').notNull(),
  reason: text('reason'),
  price: planck('price'),
  detail: text('detail').notNull(),
  decidedAt: time('decided_at'),
  award: text('award').notNull(),
  rivalPrice: planck('rival_price'),
  ended: text('ended'),
  awardedPrice: planck('awarded_price'),
  context: jsonb('context'),
});

export const agreements = schema.table('agreements', {
  id: integer('id').primaryKey(),
  orderId: integer('order_id').notNull(),
  consumer: text('consumer').notNull(),
  model: integer('model').notNull(),
  manifest: text('manifest').notNull(),
  price: planck('price').notNull(),
  inferences: integer('inferences').notNull(),
  expires: integer('expires').notNull(),
  closesAfter: integer('closes_after').notNull(),
  closeOfferedBy: text('close_offered_by'),
  state: text('state').notNull(),
});

export const requests = schema.table(
  'requests',
  {
    agreement: integer('agreement').notNull(),
    index: integer('index').notNull(),
    payload: text('payload').notNull(),
    payloadSize: size('payload_size').notNull(),
    units: integer('units').notNull(),
    posted: integer('posted').notNull(),
    deadline: integer('deadline').notNull(),
    state: text('state').notNull(),
    response: text('response'),
    responseSize: size('response_size'),
    failCode: text('fail_code'),
    detail: text('detail').notNull(),
    unendedRuns: integer('unended_runs').notNull(),
  },
  (t) => [primaryKey({ columns: [t.agreement, t.index] })],
);

export const earnings = schema.table(
  'earnings',
  {
    block: integer('block').notNull(),
    position: integer('position').notNull(),
    agreement: integer('agreement').notNull(),
    units: integer('units').notNull(),
    provider: planck('provider').notNull(),
    royalty: planck('royalty').notNull(),
    commission: planck('commission').notNull(),
  },
  (t) => [primaryKey({ columns: [t.block, t.position] })],
);

export const outbox = schema.table('outbox', {
  id: text('id').primaryKey(),
  queue: text('queue').notNull(),
  data: jsonb('data').notNull(),
  notBefore: integer('not_before'),
  taken: boolean('taken').notNull(),
});

export const transactions = schema.table('transactions', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  at: time('at').notNull(),
  call: text('call').notNull(),
  subject: text('subject').notNull(),
  ok: boolean('ok').notNull(),
  block: integer('block'),
  fee: planck('fee'),
  error: text('error').notNull(),
});

/** One row. */
export const usdRates = schema.table('usd_rates', {
  id: integer('id').primaryKey(),
  picoUsd: planck('pico_usd').notNull(),
  at: time('at').notNull(),
});

export const configs = schema.table('configs', {
  version: integer('version').primaryKey().generatedAlwaysAsIdentity(),
  at: time('at').notNull(),
  source: text('source').notNull(),
  config: jsonb('config').notNull(),
});

/** What parts of the bot remember, by their names. */
export const states = schema.table('states', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
});

export const alerts = schema.table('alerts', {
  number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
  id: text('id').notNull().unique(),
  payload: jsonb('payload').notNull(),
  state: text('state').notNull(),
  attempts: integer('attempts').notNull(),
  nextAt: time('next_at'),
  error: text('error').notNull(),
});

/** Calls that change something, written before they are carried out. */
export const auditLog = schema.table('audit_log', {
  number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
  at: time('at').notNull(),
  who: text('who').notNull(),
  role: text('role').notNull(),
  from: text('from_address').notNull(),
  method: text('method').notNull(),
  path: text('path').notNull(),
  body: text('body').notNull(),
  status: integer('status'),
  result: text('result').notNull().default(''),
});

/** Transactions are forgotten in time; what a day cost is not. */
export const dayFees = schema.table('day_fees', {
  day: integer('day').primaryKey(),
  fee: planck('fee').notNull(),
});
