import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Change } from '../../ports/change.ts';
import { decideOrders, endOrders, seeOrders } from './apply-orders.ts';
import { applyToRequests } from './apply-requests.ts';
import { type OrderChange, runsOf, type SingleChange } from './runs.ts';
import { agreements, earnings, orders, outbox } from './tables.ts';

/** A database or a transaction of it. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

const REOPENED_ORDER = {
  stage: 'new',
  reason: null,
  price: null,
  detail: '',
  ended: null,
  awardedPrice: null,
};

/** Writes facts, many of one kind in one statement. */
export async function applyChanges(db: Database, changes: readonly Change[], now: number): Promise<void> {
  for (const run of runsOf(changes)) {
    if (run.kind === 'requests') await applyToRequests(db, run.type, run.changes);
    else if (run.kind === 'orders') await applyToOrders(db, run.changes, now);
    else if (run.kind === 'jobs') await addJobs(db, run.changes);
    else await applyChange(db, run.change);
  }
}

/** All of one type. */
async function applyToOrders(db: Database, changes: readonly OrderChange[], now: number): Promise<void> {
  const seen = changes.filter((change) => change.type === 'order.seen');
  const decided = changes.filter((change) => change.type === 'order.outcome');
  if (seen.length > 0) await seeOrders(db, seen);
  const over = changes.filter((change) => change.type === 'order.ended');
  if (over.length > 0) await endOrders(db, over);
  if (decided.length > 0) await decideOrders(db, decided, now);
}

async function addJobs(db: Database, changes: readonly Extract<Change, { type: 'job' }>[]): Promise<void> {
  await db
    .insert(outbox)
    .values(changes.map(({ job }) => ({ ...job, taken: false })))
    .onConflictDoNothing();
}

async function applyChange(db: Database, change: SingleChange): Promise<void> {
  switch (change.type) {
    case 'order.reopened':
      await db
        .update(orders)
        .set(REOPENED_ORDER)
        .where(and(eq(orders.id, change.order), inArray(orders.stage, ['won', 'lost'])));
      return;
    case 'order.rivalBid':
      await db
        .update(orders)
        .set({ rivalPrice: change.price })
        .where(
          and(
            eq(orders.id, change.order),
            or(isNull(orders.rivalPrice), gt(orders.rivalPrice, change.price)),
          ),
        );
      return;
    case 'agreement.opened': {
      const { id, order, ...facts } = change.agreement;
      const now = { ...facts, orderId: order, state: 'open' as const };
      await db
        .insert(agreements)
        .values({ id, ...now })
        .onConflictDoUpdate({ target: agreements.id, set: now });
      return;
    }
    case 'agreement.closeOffered':
      await db
        .update(agreements)
        .set({ closeOfferedBy: change.by })
        .where(eq(agreements.id, change.agreement));
      return;
    case 'agreement.ending':
      await db
        .update(agreements)
        .set({ closesAfter: change.closesAfter })
        .where(eq(agreements.id, change.agreement));
      return;
    case 'agreement.closed':
      await db.update(agreements).set({ state: 'closed' }).where(eq(agreements.id, change.agreement));
      return;
    case 'earned':
      await db.insert(earnings).values(change.earning).onConflictDoNothing();
      return;
    case 'job.done':
      await db.delete(outbox).where(eq(outbox.id, change.id));
      return;
    case 'job.later':
      await db
        .update(outbox)
        .set({ taken: false, notBefore: change.notBefore })
        .where(eq(outbox.id, change.id));
      return;
  }
}

/** Hands out jobs whose block has come, oldest block first. */
export async function takeJobs(db: Database, head: number, limit: number) {
  const ready = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(eq(outbox.taken, false), or(sql`${outbox.notBefore} is null`, sql`${outbox.notBefore} <= ${head}`)),
    )
    .orderBy(sql`${outbox.notBefore} nulls first`, outbox.id)
    .limit(limit)
    // Another process that takes jobs now takes others.
    .for('update', { skipLocked: true });
  return db.update(outbox).set({ taken: true }).where(inArray(outbox.id, ready)).returning();
}
