import { and, count, desc, eq, max, min, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { IndexReader, SeriesPoint, SeriesQuery } from '../../../ports/index-reader.ts';
import { toHead } from '../rows.ts';
import type { Drizzle } from '../session.ts';
import {
  agreements,
  bids,
  blocks,
  heads,
  models,
  orders,
  payments,
  providers,
  requests,
  royalties,
} from '../tables.ts';
import { ofParties } from './market.ts';
import { stepOf, within } from './steps.ts';

type Part = Pick<IndexReader, 'head' | 'stats' | 'series' | 'account'>;

const BLOCKS_OF_MEAN = 100;

const sum = (column: PgColumn) => sql<string>`coalesce(sum(${column}), 0)::text`;
const which = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::integer`;
const ZERO = { orders: 0, agreements: 0, sold: 0, price: null, lowest: null, highest: null };
const UNPAID = { units: 0, value: 0n, earned: 0n, royalty: 0n, commission: 0n };

/** Counts and sums. */
export function figureQueries(db: Drizzle): Part {
  return {
    async head() {
      const [row] = await db.select().from(heads);
      return row ? toHead(row) : null;
    },

    async stats() {
      const [ofModels, ofProviders, ofOrders, ofBids, ofAgreements, ofRequests, newest] = await Promise.all([
        db
          .select({
            models: count(),
            listedModels: which(eq(models.status, 'listed')),
            sold: sum(models.sold),
            units: sum(models.units),
            value: sum(models.value),
            royalties: sum(models.royalties),
          })
          .from(models),
        db
          .select({
            providers: count(),
            activeProviders: which(eq(providers.status, 'active')),
            bonded: sum(providers.bond),
            slashed: sum(providers.slashed),
            earned: sum(providers.earned),
            commissions: sum(providers.commission),
          })
          .from(providers),
        db.select({ orders: count(), openOrders: which(eq(orders.state, 'open')) }).from(orders),
        db.select({ bids: count() }).from(bids),
        db
          .select({ agreements: count(), openAgreements: which(eq(agreements.state, 'open')) })
          .from(agreements),
        db.select({ requests: count() }).from(requests),
        db.select({ at: blocks.at }).from(blocks).orderBy(desc(blocks.number)).limit(BLOCKS_OF_MEAN),
      ]);
      const { sold, units, value, royalties, ...modelCounts } = first(ofModels);
      const { bonded, slashed, earned, commissions, ...providerCounts } = first(ofProviders);
      return {
        ...modelCounts,
        ...providerCounts,
        ...first(ofOrders),
        ...first(ofBids),
        ...first(ofAgreements),
        ...first(ofRequests),
        ...{ bonded: BigInt(bonded), slashed: BigInt(slashed), earned: BigInt(earned) },
        ...{ commissions: BigInt(commissions), royalties: BigInt(royalties), value: BigInt(value) },
        ...{ sold: Number(sold), units: Number(units) },
        blockTimeMs: meanStep(newest.map(({ at }) => at).filter((at) => at > 0)),
      };
    },

    async series(query) {
      const [placed, opened, paid] = await Promise.all([
        query.owner === undefined ? placedOrders(db, query) : [],
        query.owner === undefined ? openedAgreements(db, query) : [],
        paidUnits(db, query),
      ]);
      const points = new Map<number, SeriesPoint>();
      const add = (at: number, part: Partial<SeriesPoint>) =>
        points.set(at, { ...ZERO, ...UNPAID, ...points.get(at), ...part, at });
      for (const { at, ...part } of [...placed, ...opened, ...paid]) add(at, part);
      return [...points.values()].sort((a, b) => a.at - b.at);
    },

    async account(account) {
      const [owned, earned, ordered, bought, provider] = await Promise.all([
        db.select({ models: count() }).from(models).where(eq(models.owner, account)),
        db
          .select({ royalties: sum(royalties.amount) })
          .from(royalties)
          .where(eq(royalties.owner, account)),
        db
          .select({ orders: count(), openOrders: which(eq(orders.state, 'open')) })
          .from(orders)
          .where(eq(orders.consumer, account)),
        db
          .select({
            agreements: count(),
            openAgreements: which(eq(agreements.state, 'open')),
            units: sql<string>`coalesce(sum(${agreements.paidOnChain} + ${agreements.redeemed}), 0)::text`,
            spent: sql<string>`coalesce(sum(${agreements.providerPaid} + ${agreements.royaltyPaid} + ${agreements.commissionPaid}), 0)::text`,
          })
          .from(agreements)
          .where(eq(agreements.consumer, account)),
        db.select({ found: count() }).from(providers).where(eq(providers.account, account)),
      ]);
      const { units, spent, ...agreementCounts } = first(bought);
      return {
        ...first(owned),
        royalties: BigInt(first(earned).royalties),
        ...first(ordered),
        ...agreementCounts,
        units: Number(units),
        spent: BigInt(spent),
        isProvider: first(provider).found > 0,
      };
    },
  };
}

async function placedOrders(db: Drizzle, query: SeriesQuery) {
  const at = stepOf(orders.placedAt, query);
  // Of a provider: the orders that it won.
  const wanted = and(within(orders.placedAt, query), ofParties(orders, query));
  return db.select({ at, orders: count() }).from(orders).where(wanted).groupBy(at);
}

async function openedAgreements(db: Drizzle, query: SeriesQuery) {
  const at = stepOf(agreements.openedAt, query);
  const rows = await db
    .select({
      at,
      agreements: count(),
      sold: sum(agreements.inferences),
      price: sql<string>`div(sum(${agreements.price} * ${agreements.inferences}), sum(${agreements.inferences}))::text`,
      lowest: min(agreements.price),
      highest: max(agreements.price),
    })
    .from(agreements)
    .where(and(within(agreements.openedAt, query), ofParties(agreements, query)))
    .groupBy(at);
  return rows.map(({ sold, price, ...row }) => ({ ...row, sold: Number(sold), price: BigInt(price) }));
}

async function paidUnits(db: Drizzle, query: SeriesQuery) {
  const at = stepOf(payments.at, query);
  const rows = await db
    .select({
      at,
      units: sum(payments.units),
      earned: sum(payments.providerShare),
      royalty: sum(payments.royalty),
      commission: sum(payments.commission),
    })
    .from(payments)
    .where(
      and(
        within(payments.at, query),
        ofParties(payments, query),
        query.owner === undefined ? undefined : or(eq(payments.owner, query.owner)),
      ),
    )
    .groupBy(at);
  return rows.map((row) => {
    const [earned, royalty, commission] = [row.earned, row.royalty, row.commission].map(BigInt) as [
      bigint,
      bigint,
      bigint,
    ];
    const value = earned + royalty + commission;
    return { at: row.at, units: Number(row.units), value, earned, royalty, commission };
  });
}

function meanStep(newestFirst: readonly number[]): number | null {
  const [last, oldest] = [newestFirst[0], newestFirst.at(-1)];
  if (last === undefined || oldest === undefined || newestFirst.length < 2) return null;
  return (last - oldest) / (newestFirst.length - 1);
}

/** Of a query that always gives a row. */
function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new TypeError('a count without a row');
  return row;
}
