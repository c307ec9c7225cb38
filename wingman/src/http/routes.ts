import { agreementId } from '@airo/chain-types';
import type { z } from 'zod';
import { formatAiro } from '../domain/amount.ts';
import { WingmanError } from '../errors.ts';
import {
  afterQuerySchema,
  configPatchSchema,
  idParamsSchema,
  pageQuerySchema,
  restAgreementSchema,
  restConfigSchema,
  restEarningsSchema,
  restHealthSchema,
  restOrderSchema,
  restRequestSchema,
  restTransactionSchema,
} from '../schemas/rest.ts';
import { restCallerSchema } from '../schemas/rest-access.ts';
import { AUDIT_ROUTE } from './audit.ts';
import { expectedVersion } from './config-version.ts';
import { DECISION_ROUTES } from './decision-routes.ts';
import { controlView, GUARD_ROUTES } from './guard-routes.ts';
import { MODEL_ROUTES } from './model-routes.ts';
import { PRICING_ROUTES } from './pricing-routes.ts';
import { cursorBy, pageOf, type Route } from './route.ts';
import { agreementView, orderView, requestView, totalsView, transactionView } from './views.ts';

/** What most lists go by. */
type Numbers = { readonly id: number };

export const ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/health',
    needs: 'viewer',
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
    path: '/v1/caller',
    needs: 'viewer',
    summary: 'Whose token the call has, and what it may do',
    answer: restCallerSchema,
    handle: async (_context, { caller }) => ({ name: caller.name, role: caller.role }),
  },
  {
    method: 'get',
    path: '/v1/config',
    needs: 'viewer',
    summary: 'The configuration in force; its version is the ETag',
    answer: restConfigSchema,
    handle: async ({ config }) => config.current,
  },
  {
    method: 'patch',
    path: '/v1/config',
    needs: 'owner',
    writes: true,
    takesIfMatch: true,
    summary:
      'Changes the configuration at once, when it is still at the version of If-Match (*: whatever it is at)',
    body: configPatchSchema,
    answer: restConfigSchema,
    handle: ({ config }, { body, ifMatch }) =>
      config.patch(body, expectedVersion(ifMatch, config.current.version)),
  },
  ...PRICING_ROUTES,
  {
    method: 'get',
    path: '/v1/orders',
    needs: 'viewer',
    cursor: cursorBy<Numbers>(({ id }) => id),
    summary: 'Orders that were seen, newest first',
    query: pageQuerySchema,
    answer: restOrderSchema.array(),
    handle: async ({ store }, { query }) => (await store.orders(pageOf(query))).map(orderView),
  },
  ...DECISION_ROUTES,
  ...GUARD_ROUTES,
  AUDIT_ROUTE,
  {
    method: 'get',
    path: '/v1/agreements',
    needs: 'viewer',
    cursor: cursorBy<Numbers>(({ id }) => id),
    summary: 'Agreements of this provider, newest first',
    query: pageQuerySchema,
    answer: restAgreementSchema.array(),
    handle: async ({ store }, { query }) => (await store.agreements(pageOf(query))).map(agreementView),
  },
  {
    method: 'get',
    path: '/v1/agreements/{id}/requests',
    needs: 'viewer',
    cursor: cursorBy<{ index: number }>(({ index }) => index, 'after'),
    summary: 'Requests of an agreement, by number',
    params: idParamsSchema,
    query: afterQuerySchema,
    answer: restRequestSchema.array(),
    handle: async ({ store }, { params, query }) => {
      const id = agreementId((params as z.output<typeof idParamsSchema>).id);
      if (!(await store.agreement(id))) {
        throw new WingmanError('NOT_FOUND', `agreement ${id} is none of this provider's`, { agreement: id });
      }
      const { limit, after } = query as z.output<typeof afterQuerySchema>;
      return (await store.requests(id, { limit, ...(after === undefined ? {} : { after }) })).map(
        requestView,
      );
    },
  },
  {
    method: 'get',
    path: '/v1/earnings',
    needs: 'viewer',
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
  ...MODEL_ROUTES,
  {
    method: 'get',
    path: '/v1/transactions',
    needs: 'viewer',
    cursor: cursorBy<{ number: number }>(({ number }) => number),
    summary: 'What was sent to the chain and what became of it, newest first',
    query: pageQuerySchema,
    answer: restTransactionSchema.array(),
    handle: async ({ store }, { query }) => (await store.transactions(pageOf(query))).map(transactionView),
  },
];
