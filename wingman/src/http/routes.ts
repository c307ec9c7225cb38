import { agreementId, modelId } from '@airo/chain-types';
import type { z } from 'zod';
import { formatAiro } from '../domain/amount.ts';
import { WingmanError } from '../errors.ts';
import {
  configPatchSchema,
  hostModelBodySchema,
  idParamsSchema,
  limitQuerySchema,
  pageQuerySchema,
  restAgreementSchema,
  restConfigSchema,
  restEarningsSchema,
  restHealthSchema,
  restModelSchema,
  restOrderSchema,
  restRequestSchema,
  restTransactionSchema,
} from '../schemas/rest.ts';
import type { RestContext } from './context.ts';
import { DECISION_ROUTES } from './decision-routes.ts';
import { controlView, GUARD_ROUTES } from './guard-routes.ts';
import { PRICING_ROUTES } from './pricing-routes.ts';
import { agreementView, modelView, orderView, requestView, totalsView, transactionView } from './views.ts';

/** One operation: what it takes, what it gives, and how. OpenAPI and the router are both made of these. */
export interface Route {
  readonly method: 'get' | 'patch' | 'post';
  /** As in OpenAPI: `/v1/agreements/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly handle: (context: RestContext, input: RouteInput) => Promise<unknown>;
}

/** Parsed by the route's schemas. */
export interface RouteInput {
  readonly query: unknown;
  readonly params: unknown;
  readonly body: unknown;
  /** Version that `If-Match` names; null without one. */
  readonly ifMatch: number | null;
}

type PageQuery = z.output<typeof pageQuerySchema>;
const pageOf = (query: unknown) => {
  const { limit, before } = query as PageQuery;
  return { limit, before: before ?? null };
};

export const ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/health',
    summary: 'Whether it can work now, and what is missing when not',
    answer: restHealthSchema,
    handle: async (context) => {
      const { ready, chain, capacity, queue, head } = context;
      return {
        ...ready(),
        account: chain.account,
        genesisHash: chain.genesisHash,
        head: head(),
        capacityUsed: capacity.used,
        queues: await queue.depth(),
        bidding: await controlView(context),
      };
    },
  },
  {
    method: 'get',
    path: '/v1/config',
    summary: 'The configuration in force',
    answer: restConfigSchema,
    handle: async ({ config }) => config.current,
  },
  {
    method: 'patch',
    path: '/v1/config',
    summary: 'Changes the configuration at once; with If-Match only when it is still at that version',
    body: configPatchSchema,
    answer: restConfigSchema,
    handle: ({ config }, { body, ifMatch }) => config.patch(body, ifMatch),
  },
  ...PRICING_ROUTES,
  {
    method: 'get',
    path: '/v1/orders',
    summary: 'Orders that were seen, newest first',
    query: pageQuerySchema,
    answer: restOrderSchema.array(),
    handle: async ({ store }, { query }) => (await store.orders(pageOf(query))).map(orderView),
  },
  ...DECISION_ROUTES,
  ...GUARD_ROUTES,
  {
    method: 'get',
    path: '/v1/agreements',
    summary: 'Agreements of this provider, newest first',
    query: pageQuerySchema,
    answer: restAgreementSchema.array(),
    handle: async ({ store }, { query }) => (await store.agreements(pageOf(query))).map(agreementView),
  },
  {
    method: 'get',
    path: '/v1/agreements/{id}/requests',
    summary: 'Requests of an agreement, by number',
    params: idParamsSchema,
    answer: restRequestSchema.array(),
    handle: async ({ store }, { params }) => {
      const id = agreementId((params as z.output<typeof idParamsSchema>).id);
      if (!(await store.agreement(id))) {
        throw new WingmanError('NOT_FOUND', `agreement ${id} is none of this provider's`, { agreement: id });
      }
      return (await store.requests(id)).map(requestView);
    },
  },
  {
    method: 'get',
    path: '/v1/earnings',
    summary: 'What finalised blocks have paid, and where the money is',
    answer: restEarningsSchema,
    handle: async ({ store, chain }) => {
      const [{ total, byModel }, money] = await Promise.all([store.earnings(), chain.money()]);
      return {
        settled: totalsView(total),
        byModel: byModel.map((row) => ({ model: row.model, ...totalsView(row) })),
        money: Object.fromEntries(
          Object.entries(money).map(([purpose, amount]) => [purpose, formatAiro(amount)]),
        ),
      };
    },
  },
  {
    method: 'get',
    path: '/v1/models',
    summary: 'Models that are served, with what they do on this machine',
    answer: restModelSchema.array(),
    handle: async ({ served }) => served.list().map(modelView),
  },
  {
    method: 'post',
    path: '/v1/models',
    summary: 'Serves one more model: fetches, checks, measures, attests and offers it',
    body: hostModelBodySchema,
    answer: restModelSchema,
    handle: async ({ host, served }, { body }) => {
      const id = modelId((body as z.output<typeof hostModelBodySchema>).model);
      await host(id);
      const state = served.get(id);
      return state ? modelView(state) : null;
    },
  },
  {
    method: 'get',
    path: '/v1/transactions',
    summary: 'What was sent to the chain and what became of it, newest first',
    query: limitQuerySchema,
    answer: restTransactionSchema.array(),
    handle: async ({ store }, { query }) =>
      (await store.transactions(pageOf(query).limit)).map(transactionView),
  },
];
