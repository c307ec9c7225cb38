import { and, asc, desc, eq, type SQL } from 'drizzle-orm';
import type { IndexReader, PartyFilter } from '../../../ports/index-reader.ts';
import { toAgreement, toOrder, toPayment, toRequest } from '../rows.ts';
import type { Drizzle } from '../session.ts';
import { agreements, bids, orders, payments, requests } from '../tables.ts';
import { pageOf, toPage } from './paging.ts';

type Part = Pick<
  IndexReader,
  'orders' | 'order' | 'bidsOf' | 'bidsBy' | 'agreements' | 'agreement' | 'requests' | 'payments'
>;

/** Orders, bids, agreements, requests and what was paid. */
export function marketQueries(db: Drizzle): Part {
  return {
    async orders({ state, ...parties }, page) {
      const { where, orderBy, limit } = pageOf({ by: [orders.id], way: 'desc' }, page);
      const wanted = and(where, ofParties(orders, parties), state && eq(orders.state, state));
      const rows = await db
        .select()
        .from(orders)
        .where(wanted)
        .orderBy(...orderBy)
        .limit(limit);
      return toPage(rows.map(toOrder), page, ({ id }) => [id]);
    },

    async order(id) {
      const [row] = await db.select().from(orders).where(eq(orders.id, id));
      return row ? toOrder(row) : null;
    },

    bidsOf: (order) =>
      db
        .select()
        .from(bids)
        .where(eq(bids.order, order))
        .orderBy(asc(bids.evicted), asc(bids.price), asc(bids.placedBlock), asc(bids.provider)),

    async bidsBy(provider, page) {
      const { where, limit } = pageOf({ by: [bids.order], way: 'desc' }, page);
      const rows = await db
        .select({ bid: bids, state: orders.state, winner: orders.provider })
        .from(bids)
        .innerJoin(orders, eq(orders.id, bids.order))
        .where(and(where, eq(bids.provider, provider)))
        .orderBy(desc(bids.order))
        .limit(limit);
      const items = rows.map(({ bid, state, winner }) => ({
        ...bid,
        state: state as ReturnType<typeof toOrder>['state'],
        winner,
      }));
      return toPage(items, page, ({ order }) => [order]);
    },

    async agreements({ state, ...parties }, page) {
      const { where, orderBy, limit } = pageOf({ by: [agreements.id], way: 'desc' }, page);
      const wanted = and(where, ofParties(agreements, parties), state && eq(agreements.state, state));
      const rows = await db
        .select()
        .from(agreements)
        .where(wanted)
        .orderBy(...orderBy)
        .limit(limit);
      return toPage(rows.map(toAgreement), page, ({ id }) => [id]);
    },

    async agreement(id) {
      const [row] = await db.select().from(agreements).where(eq(agreements.id, id));
      return row ? toAgreement(row) : null;
    },

    async requests(agreement, { state }, page) {
      const { where, orderBy, limit } = pageOf({ by: [requests.index], way: 'asc' }, page);
      const wanted = and(where, eq(requests.agreement, agreement), state && eq(requests.state, state));
      const rows = await db
        .select()
        .from(requests)
        .where(wanted)
        .orderBy(...orderBy)
        .limit(limit);
      return toPage(rows.map(toRequest), page, ({ index }) => [index]);
    },

    async payments({ agreement, owner, ...parties }, page) {
      const { where, orderBy, limit } = pageOf(
        { by: [payments.block, payments.position], way: 'desc' },
        page,
      );
      const wanted = and(
        where,
        ofParties(payments, parties),
        owner === undefined ? undefined : eq(payments.owner, owner),
        agreement === undefined ? undefined : eq(payments.agreement, agreement),
      );
      const rows = await db
        .select()
        .from(payments)
        .where(wanted)
        .orderBy(...orderBy)
        .limit(limit);
      return toPage(rows.map(toPayment), page, ({ block, position }) => [block, position]);
    },
  };
}

type OfParties = typeof orders | typeof agreements | typeof payments;

export function ofParties(table: OfParties, { model, consumer, provider }: PartyFilter): SQL | undefined {
  return and(
    model === undefined ? undefined : eq(table.model, model),
    consumer === undefined ? undefined : eq(table.consumer, consumer),
    provider === undefined ? undefined : eq(table.provider, provider),
  );
}
