import {
  accountSchema,
  activitySchema,
  agreementSchema,
  bidSchema,
  blockSchema,
  incomeSchema,
  modelDetailSchema,
  modelSchema,
  orderDetailSchema,
  orderSchema,
  pageSchema,
  paymentSchema,
  providerDetailSchema,
  providerSchema,
  requestSchema,
  searchSchema,
  seriesSchema,
  statsSchema,
  statusSchema,
  treasurySchema,
} from '@airo/indexer/schemas';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { IndexerClient, Query } from './indexer-client.ts';

/** First part of the key of everything that was read from the indexer; what is new makes all of it stale. */
export const INDEXER_KEY = 'indexer';

/** Options for TanStack Query's hooks, one for each route of the indexer: `useQuery(indexer.model(3))`. */
export function indexerQueries(client: IndexerClient) {
  const one = <T>(path: string, schema: z.ZodType<T>, query: Query = {}) =>
    queryOptions({
      queryKey: [INDEXER_KEY, client.url, path, query],
      queryFn: ({ signal }) => client.get(path, query, schema, signal),
    });
  const pages = <T extends z.ZodType>(path: string, item: T, query: Query) =>
    infiniteQueryOptions({
      queryKey: [INDEXER_KEY, client.url, path, 'pages', query],
      queryFn: ({ signal, pageParam }) =>
        client.get(path, { ...query, cursor: pageParam }, pageSchema(item), signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    });
  /** One page alone, for lists that are turned over: what lies before it is not read anew. */
  const page = <T extends z.ZodType>(path: string, item: T, query: Query) =>
    one(path, pageSchema(item), query);
  return {
    status: () => one('/v1/status', statusSchema),
    stats: () => one('/v1/stats', statsSchema),
    series: (query: Query) => one('/v1/series', seriesSchema, query),
    treasury: () => one('/v1/treasury', treasurySchema),
    models: (query: Query) => pages('/v1/models', modelSchema, query),
    modelsPage: (query: Query) => page('/v1/models', modelSchema, query),
    model: (id: number) => one(`/v1/models/${id}`, modelDetailSchema),
    providers: (query: Query) => pages('/v1/providers', providerSchema, query),
    providersPage: (query: Query) => page('/v1/providers', providerSchema, query),
    provider: (account: string) => one(`/v1/providers/${account}`, providerDetailSchema),
    ordersPage: (query: Query) => page('/v1/orders', orderSchema, query),
    orders: (query: Query) => pages('/v1/orders', orderSchema, query),
    order: (id: number) => one(`/v1/orders/${id}`, orderDetailSchema),
    bidsPage: (provider: string, query: Query) => page(`/v1/providers/${provider}/bids`, bidSchema, query),
    bidsOf: (provider: string, query: Query) => pages(`/v1/providers/${provider}/bids`, bidSchema, query),
    agreementsPage: (query: Query) => page('/v1/agreements', agreementSchema, query),
    agreements: (query: Query) => pages('/v1/agreements', agreementSchema, query),
    agreement: (id: number) => one(`/v1/agreements/${id}`, agreementSchema),
    requestsPage: (agreement: number, query: Query) =>
      page(`/v1/agreements/${agreement}/requests`, requestSchema, query),
    payments: (query: Query) => pages('/v1/payments', paymentSchema, query),
    account: (account: string) => one(`/v1/accounts/${account}`, accountSchema),
    income: (account: string, query: Query) => one(`/v1/accounts/${account}/income`, incomeSchema, query),
    activity: (query: Query) => pages('/v1/activity', activitySchema, query),
    activityPage: (query: Query) => page('/v1/activity', activitySchema, query),
    blocks: (limit: number) => one('/v1/blocks', pageSchema(blockSchema), { limit }),
    search: (q: string) => one('/v1/search', searchSchema, { q }),
  };
}
export type IndexerQueries = ReturnType<typeof indexerQueries>;
