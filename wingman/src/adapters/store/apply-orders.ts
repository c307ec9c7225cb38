import { eq, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from './apply-change.ts';
import type { OrderChange } from './runs.ts';
import { orders } from './tables.ts';

type Of<T extends OrderChange['type']> = readonly Extract<OrderChange, { type: T }>[];

/** Orders that were seen, each once, in one statement. */
export async function seeOrders(db: Database, changes: Of<'order.seen'>): Promise<void> {
  const rows = changes.map(({ order }) => order);
  await db
    .insert(orders)
    .select(
      // Columns in the order of the table.
      sql`select id, consumer, model, inferences, "maxPrice", "bidsUntil", 'new', null::text, null::numeric, '', null::bigint, award, null::numeric, null::text, null::numeric, null::jsonb from ${given(
        rows,
        sql`id integer, consumer text, model integer, inferences integer, "maxPrice" numeric, "bidsUntil" integer, award text`,
      )}`,
    )
    .onConflictDoUpdate({
      target: orders.id,
      set: {
        consumer: sql`excluded.consumer`,
        model: sql`excluded.model`,
        inferences: sql`excluded.inferences`,
        maxPrice: sql`excluded.max_price`,
        bidsUntil: sql`excluded.bids_until`,
        award: sql`excluded.award`,
        ...{ stage: 'new', reason: null, price: null, detail: '', ended: null, awardedPrice: null },
        ...{ rivalPrice: null, context: null },
      },
      setWhere: sql`${or(
        ne(orders.consumer, sql`excluded.consumer`),
        ne(orders.model, sql`excluded.model`),
        ne(orders.inferences, sql`excluded.inferences`),
        ne(orders.maxPrice, sql`excluded.max_price`),
        ne(orders.bidsUntil, sql`excluded.bids_until`),
      )}`,
    });
}

/** Outcomes, each of another order, in one statement. */
export async function decideOrders(db: Database, changes: Of<'order.outcome'>, now: number): Promise<void> {
  const rows = changes.map(({ outcome: { order, context, ...outcome } }) => ({
    id: order,
    ...outcome,
    context: context ?? null,
  }));
  await db
    .update(orders)
    .set({
      stage: sql`given.stage`,
      reason: sql`given.reason`,
      price: sql`given.price`,
      detail: sql`given.detail`,
      decidedAt: now,
      context: sql`coalesce(given.context, ${orders.context})`,
    })
    .from(given(rows, sql`id integer, stage text, reason text, price numeric, detail text, context jsonb`))
    .where(eq(orders.id, sql`given.id`));
}

/** How orders ended on chain, each of another, in one statement. */
export async function endOrders(db: Database, changes: Of<'order.ended'>): Promise<void> {
  const rows = changes.map(({ order, how, awardedPrice }) => ({
    id: order,
    how,
    price: awardedPrice,
  }));
  await db
    .update(orders)
    .set({ ended: sql`given.how`, awardedPrice: sql`given.price` })
    .from(given(rows, sql`id integer, how text, price numeric`))
    .where(eq(orders.id, sql`given.id`));
}

/** Rows to join with, as one parameter: the text of the statement is the same however many they are. */
function given(rows: readonly object[], columns: SQL): SQL {
  // JSON has no whole numbers of the size of amounts.
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  return sql`jsonb_to_recordset(${json}::jsonb) as given(${columns})`;
}
