import { plain } from '../domain/plain.ts';
import {
  accountParamsSchema,
  agreementSchema,
  agreementsQuerySchema,
  bidSchema,
  idParamsSchema,
  orderDetailSchema,
  orderSchema,
  ordersQuerySchema,
  pageQuerySchema,
  pageSchema,
  paymentSchema,
  paymentsQuerySchema,
  requestSchema,
  requestsQuerySchema,
} from '../schemas/index.ts';
import { pageOf, pageView } from './cursor.ts';
import { found } from './found.ts';
import { type Route, route } from './route.ts';
import { agreementView, bidView } from './views.ts';

export const MARKET_ROUTES: readonly Route[] = [
  route({
    path: '/v1/orders',
    summary: 'Orders, newest first; `provider` is who won',
    query: ordersQuerySchema,
    answer: pageSchema(orderSchema),
    async handle({ reader }, { query: { limit, cursor, ...filter } }) {
      return pageView(await reader.orders(filter, pageOf({ limit, cursor })), plain);
    },
  }),
  route({
    path: '/v1/orders/{id}',
    summary: 'An order with its bids',
    params: idParamsSchema,
    answer: orderDetailSchema,
    async handle({ reader }, { params: { id } }) {
      const order = found(await reader.order(id), `order ${id}`);
      const bids = await reader.bidsOf(id);
      return { ...plain(order), bidList: bids.map((bid) => bidView(bid, order)) };
    },
  }),
  route({
    path: '/v1/providers/{account}/bids',
    summary: "A provider's bids, by order, newest first",
    params: accountParamsSchema,
    query: pageQuerySchema,
    answer: pageSchema(bidSchema),
    async handle({ reader }, { params: { account }, query }) {
      const page = await reader.bidsBy(account, pageOf(query));
      return pageView(page, ({ state, winner, ...bid }) => bidView(bid, { state, provider: winner }));
    },
  }),
  route({
    path: '/v1/agreements',
    summary: 'Agreements, newest first',
    query: agreementsQuerySchema,
    answer: pageSchema(agreementSchema),
    async handle({ reader }, { query: { limit, cursor, ...filter } }) {
      return pageView(await reader.agreements(filter, pageOf({ limit, cursor })), agreementView);
    },
  }),
  route({
    path: '/v1/agreements/{id}',
    summary: 'An agreement',
    params: idParamsSchema,
    answer: agreementSchema,
    handle: async ({ reader }, { params: { id } }) =>
      agreementView(found(await reader.agreement(id), `agreement ${id}`)),
  }),
  route({
    path: '/v1/agreements/{id}/requests',
    summary: 'Requests of an agreement, by number',
    params: idParamsSchema,
    query: requestsQuerySchema,
    answer: pageSchema(requestSchema),
    async handle({ reader }, { params: { id }, query: { limit, cursor, ...filter } }) {
      found(await reader.agreement(id), `agreement ${id}`);
      return pageView(await reader.requests(id, filter, pageOf({ limit, cursor })), plain);
    },
  }),
  route({
    path: '/v1/payments',
    summary: 'Settlements and redeemed vouchers, newest first',
    query: paymentsQuerySchema,
    answer: pageSchema(paymentSchema),
    async handle({ reader }, { query: { limit, cursor, ...filter } }) {
      return pageView(await reader.payments(filter, pageOf({ limit, cursor })), plain);
    },
  }),
];
