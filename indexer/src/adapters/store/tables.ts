import {
  bigint,
  boolean,
  doublePrecision,
  integer,
  json,
  numeric,
  pgSchema,
  text,
} from 'drizzle-orm/pg-core';
import type { Terms } from '../../domain/records.ts';

export const SCHEMA = 'indexer';
const schema = pgSchema(SCHEMA);

/** Planck: more than 64 bits can hold. */
const planck = (name: string) => numeric(name, { precision: 39, scale: 0, mode: 'bigint' });
const size = (name: string) => numeric(name, { precision: 20, scale: 0, mode: 'bigint' });
/** Milliseconds since 1970, sums of inferences, and numbers of things, which have 32 bits on chain. */
const long = (name: string) => bigint(name, { mode: 'number' });

export const heads = schema.table('heads', {
  id: long('id').primaryKey(),
  number: integer('number').notNull(),
  hash: text('hash').notNull(),
  at: long('at').notNull(),
  genesis: text('genesis').notNull(),
});

export const blocks = schema.table('blocks', {
  number: integer('number').primaryKey(),
  hash: text('hash').notNull(),
  at: long('at').notNull(),
});

export const models = schema.table('models', {
  id: long('id').primaryKey(),
  status: text('status').notNull(),
  owner: text('owner'),
  artifact: text('artifact').notNull(),
  artifactSize: size('artifact_size').notNull(),
  manifest: text('manifest').notNull(),
  weightsRoot: text('weights_root').notNull(),
  royalty: planck('royalty').notNull(),
  riseRoyalty: planck('rise_royalty'),
  riseFrom: integer('rise_from'),
  version: integer('version').notNull(),
  nextVersion: integer('next_version'),
  nextManifest: text('next_manifest'),
  attestations: integer('attestations').notNull(),
  parent: long('parent'),
  parentShare: doublePrecision('parent_share'),
  registeredBlock: integer('registered_block').notNull(),
  registeredAt: long('registered_at').notNull(),
  orders: integer('orders').notNull(),
  agreements: integer('agreements').notNull(),
  sold: long('sold').notNull(),
  units: long('units').notNull(),
  value: planck('value').notNull(),
  royalties: planck('royalties').notNull(),
  passedOn: planck('passed_on').notNull(),
  inherited: planck('inherited').notNull(),
  lastPrice: planck('last_price'),
});

export const manifests = schema.table('manifests', {
  hash: text('hash').primaryKey(),
  name: text('name'),
  description: text('description'),
  license: text('license'),
  unit: text('unit'),
  tags: json('tags').$type<readonly string[]>().notNull(),
  document: json('document').$type<Terms>(),
  error: text('error'),
});

export const providers = schema.table('providers', {
  account: text('account').primaryKey(),
  status: text('status').notNull(),
  bond: planck('bond').notNull(),
  profile: json('profile').$type<Terms>(),
  registeredBlock: integer('registered_block').notNull(),
  registeredAt: long('registered_at').notNull(),
  bids: integer('bids').notNull(),
  agreements: integer('agreements').notNull(),
  openAgreements: integer('open_agreements').notNull(),
  served: long('served').notNull(),
  failed: long('failed').notNull(),
  late: long('late').notNull(),
  value: planck('value').notNull(),
  earned: planck('earned').notNull(),
  commission: planck('commission').notNull(),
  compensation: planck('compensation').notNull(),
  slashed: planck('slashed').notNull(),
});

export const offers = schema.table('offers', {
  provider: text('provider').notNull(),
  model: long('model').notNull(),
  p50Ms: integer('p50_ms').notNull(),
  p95Ms: integer('p95_ms').notNull(),
  perSecond: long('per_second').notNull(),
  maxBatch: integer('max_batch').notNull(),
  hardware: text('hardware').notNull(),
});

export const orders = schema.table('orders', {
  id: long('id').primaryKey(),
  consumer: text('consumer').notNull(),
  model: long('model').notNull(),
  inferences: long('inferences').notNull(),
  maxPrice: planck('max_price').notNull(),
  bidsUntil: integer('bids_until').notNull(),
  award: text('award').notNull(),
  barred: text('barred'),
  terms: json('terms').$type<Terms>(),
  placedBlock: integer('placed_block').notNull(),
  placedAt: long('placed_at').notNull(),
  state: text('state').notNull(),
  bids: integer('bids').notNull(),
  bestBid: planck('best_bid'),
  agreement: long('agreement'),
  provider: text('provider'),
  price: planck('price'),
  refunded: planck('refunded'),
  endedBlock: integer('ended_block'),
  endedAt: long('ended_at'),
});

export const bids = schema.table('bids', {
  order: long('order_id').notNull(),
  provider: text('provider').notNull(),
  price: planck('price').notNull(),
  firstPrice: planck('first_price').notNull(),
  maxOpen: integer('max_open').notNull(),
  creditWindow: integer('credit_window').notNull(),
  counter: planck('counter'),
  evicted: boolean('evicted').notNull(),
  placedBlock: integer('placed_block').notNull(),
  placedAt: long('placed_at').notNull(),
  changedBlock: integer('changed_block').notNull(),
});

export const agreements = schema.table('agreements', {
  id: long('id').primaryKey(),
  order: long('order_id').notNull(),
  consumer: text('consumer').notNull(),
  provider: text('provider').notNull(),
  model: long('model').notNull(),
  price: planck('price').notNull(),
  inferences: long('inferences').notNull(),
  expires: integer('expires').notNull(),
  closesAfter: integer('closes_after'),
  terms: json('terms').$type<Terms>(),
  openedBlock: integer('opened_block').notNull(),
  openedAt: long('opened_at').notNull(),
  state: text('state').notNull(),
  requests: integer('requests').notNull(),
  unanswered: integer('unanswered').notNull(),
  paidOnChain: long('paid_on_chain').notNull(),
  redeemed: long('redeemed').notNull(),
  failed: long('failed').notNull(),
  late: long('late').notNull(),
  refused: long('refused').notNull(),
  reopened: long('reopened').notNull(),
  reopenedAs: long('reopened_as'),
  providerPaid: planck('provider_paid').notNull(),
  royaltyPaid: planck('royalty_paid').notNull(),
  commissionPaid: planck('commission_paid').notNull(),
  refunded: planck('refunded').notNull(),
  compensation: planck('compensation').notNull(),
  forfeited: planck('forfeited'),
  closeOfferedBy: text('close_offered_by'),
  closedBlock: integer('closed_block'),
  closedAt: long('closed_at'),
});

export const requests = schema.table('requests', {
  agreement: long('agreement').notNull(),
  index: long('index').notNull(),
  payload: text('payload').notNull(),
  payloadSize: size('payload_size').notNull(),
  units: long('units').notNull(),
  deadline: integer('deadline').notNull(),
  postedBlock: integer('posted_block').notNull(),
  postedAt: long('posted_at').notNull(),
  state: text('state').notNull(),
  response: text('response'),
  responseSize: size('response_size'),
  answeredBlock: integer('answered_block'),
  answeredAt: long('answered_at'),
  due: integer('due'),
  demandedUntil: integer('demanded_until'),
  failCode: text('fail_code'),
  endedBlock: integer('ended_block'),
  endedAt: long('ended_at'),
});

export const payments = schema.table('payments', {
  block: integer('block').notNull(),
  position: integer('position').notNull(),
  at: long('at').notNull(),
  kind: text('kind').notNull(),
  agreement: long('agreement').notNull(),
  model: long('model').notNull(),
  owner: text('owner'),
  provider: text('provider').notNull(),
  consumer: text('consumer').notNull(),
  units: long('units').notNull(),
  providerShare: planck('provider_share').notNull(),
  royalty: planck('royalty').notNull(),
  passedOn: planck('passed_on').notNull(),
  commission: planck('commission').notNull(),
});

export const royalties = schema.table('royalties', {
  block: integer('block').notNull(),
  position: integer('position').notNull(),
  at: long('at').notNull(),
  agreement: long('agreement').notNull(),
  sold: long('sold').notNull(),
  units: long('units').notNull(),
  model: long('model').notNull(),
  owner: text('owner'),
  amount: planck('amount').notNull(),
});

export const activity = schema.table('activity', {
  block: integer('block').notNull(),
  position: integer('position').notNull(),
  at: long('at').notNull(),
  extrinsic: integer('extrinsic'),
  type: text('type').notNull(),
  model: long('model'),
  order: long('order_id'),
  agreement: long('agreement'),
  request: long('request'),
  data: json('data').$type<Terms>().notNull(),
});

export const activityAccounts = schema.table('activity_accounts', {
  account: text('account').notNull(),
  block: integer('block').notNull(),
  position: integer('position').notNull(),
});
