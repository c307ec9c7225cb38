import { type AccountId, accountId } from '@airo/chain-types';
import { plain } from '../domain/plain.ts';
import { IndexerError } from '../errors.ts';
import type { IndexReader, Steps } from '../ports/index-reader.ts';
import {
  accountParamsSchema,
  accountSchema,
  activityQuerySchema,
  activitySchema,
  addressSchema,
  BUCKETS,
  blockSchema,
  incomeQuerySchema,
  incomeSchema,
  pageQuerySchema,
  pageSchema,
  parametersSchema,
  searchQuerySchema,
  searchSchema,
  seriesQuerySchema,
  seriesSchema,
  statsSchema,
  statusSchema,
  treasurySchema,
} from '../schemas/index.ts';
import type { RestContext } from './context.ts';
import { pageOf, pageView } from './cursor.ts';
import { type Route, route } from './route.ts';
import { agreementView, modelView } from './views.ts';

const MAX_STEPS = 5_000;
const DEFAULT_STEPS = 500;
const FOUND = 5;

export const NETWORK_ROUTES: readonly Route[] = [
  route({
    path: '/v1/status',
    summary: 'Whether the index keeps up with the chain',
    answer: statusSchema,
    async handle({ state, chain }) {
      const heads = Promise.all([chain.head('best'), chain.head('finalised')]);
      const node = await heads.then(
        ([best, finalised]) => ({ best: best.number, finalised: finalised.number }),
        () => null,
      );
      return { ...state.readiness(), head: state.head, node };
    },
  }),
  route({
    path: '/v1/stats',
    summary: 'The market in figures, since block 0',
    answer: statsSchema,
    async handle({ reader }) {
      const [head, stats] = await Promise.all([reader.head(), reader.stats()]);
      return { head, ...plain(stats) };
    },
  }),
  route({
    path: '/v1/series',
    summary: 'Orders, price index, volumes and royalties over time',
    query: seriesQuerySchema,
    answer: seriesSchema,
    async handle({ reader }, { query: { bucket, from, to, ...filter } }) {
      const steps = await stepsOf(reader, { bucket, from, to });
      const points = await reader.series({ ...filter, ...steps });
      return { ...steps, points: points.map(plain) };
    },
  }),
  route({
    path: '/v1/treasury',
    summary: 'What the treasury has got of payments, and what it has',
    answer: treasurySchema,
    async handle(context) {
      const account = context.chain.treasury;
      const [stats, money] = await Promise.all([context.reader.stats(), moneyOf(context, account)]);
      return plain({ account, free: money?.free ?? null, commissions: stats.commissions });
    },
  }),
  route({
    path: '/v1/accounts/{account}',
    summary: 'What an account has done as owner and consumer, and its money',
    params: accountParamsSchema,
    answer: accountSchema,
    async handle(context, { params: { account } }) {
      const [stats, money] = await Promise.all([
        context.reader.account(account),
        moneyOf(context, accountId(account)),
      ]);
      return plain({ account, ...stats, money });
    },
  }),
  route({
    path: '/v1/accounts/{account}/income',
    summary:
      "Royalties that an account got, by model and step of time: of the model's own inferences, and inherited",
    params: accountParamsSchema,
    query: incomeQuerySchema,
    answer: incomeSchema,
    async handle({ reader }, { params: { account }, query: { model, ...range } }) {
      const steps = await stepsOf(reader, range);
      const points = await reader.income({ owner: account, model, ...steps });
      return { ...steps, points: points.map(plain) };
    },
  }),
  route({
    path: '/v1/parameters',
    summary: "The market's parameters as the node's best block has them: what governance may change",
    answer: parametersSchema,
    async handle({ chain }) {
      const parameters = await chain.parameters().catch((cause: unknown) => {
        const text = 'parameters are read from the node, which does not answer; asking again may help';
        throw new IndexerError('CHAIN_UNAVAILABLE', text, {}, { cause });
      });
      return plain(parameters);
    },
  }),
  route({
    path: '/v1/activity',
    summary: 'Events of the market, newest first',
    query: activityQuerySchema,
    answer: pageSchema(activitySchema),
    async handle({ reader }, { query: { limit, cursor, ...filter } }) {
      return pageView(await reader.activity(filter, pageOf({ limit, cursor })), (item) => item);
    },
  }),
  route({
    path: '/v1/blocks',
    summary: 'Finalised blocks, newest first',
    query: pageQuerySchema,
    answer: pageSchema(blockSchema),
    handle: async ({ reader }, { query }) => pageView(await reader.blocks(pageOf(query)), plain),
  }),
  route({
    path: '/v1/search',
    summary: 'Models by name, orders and agreements by number, accounts by address',
    query: searchQuerySchema,
    answer: searchSchema,
    async handle({ reader, state }, { query: { q } }) {
      const id = /^\d{1,9}$/.test(q) ? Number(q) : null;
      const [models, order, agreement] = await Promise.all([
        reader.models({ search: q }, 'sold', { limit: FOUND, after: null }),
        id === null ? null : reader.order(id),
        id === null ? null : reader.agreement(id),
      ]);
      return {
        models: models.items.map((model) => modelView(model, state.head?.number ?? 0)),
        orders: order ? [plain(order)] : [],
        agreements: agreement ? [agreementView(agreement)] : [],
        account: addressSchema.safeParse(q).success ? q : null,
      };
    },
  }),
];

/** @throws IndexerError RANGE_INVALID */
async function stepsOf(
  reader: Pick<IndexReader, 'head'>,
  { bucket, from, to }: { bucket: keyof typeof BUCKETS; from?: number | undefined; to?: number | undefined },
): Promise<Steps> {
  const bucketMs = BUCKETS[bucket];
  const end = to ?? ((await reader.head())?.at ?? 0) + 1;
  const begin = from ?? Math.max(0, end - DEFAULT_STEPS * bucketMs);
  if (begin > end || end - begin > MAX_STEPS * bucketMs) {
    throw new IndexerError(
      'RANGE_INVALID',
      `from ${begin} to ${end} is no range of at most ${MAX_STEPS} steps of a ${bucket}: choose a longer bucket or a shorter range`,
      { from: begin, to: end, bucket },
    );
  }
  return { bucketMs, from: begin, to: end };
}

/** null: the node can't say. */
async function moneyOf({ chain, state }: RestContext, account: AccountId) {
  if (!state.head) return null;
  return chain.money(account, state.head.hash).catch(() => null);
}
