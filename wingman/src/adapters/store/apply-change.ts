import { and, eq, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Change } from '../../ports/store.ts';
import { applyToRequests } from './apply-requests.ts';
import { fromBidContext } from './bid-context.ts';
import { runsOf, type SingleChange } from './runs.ts';
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
const NEW_ORDER = { ...REOPENED_ORDER, rivalPrice: null, context: null };

const anyOf = (...conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` or `);

/** Writes facts, many of one kind in one statement. */
export async function applyChanges(db: Database, changes: readonly Change[], now: number): Promise<void> {
  for (const run of runsOf(changes)) {
    if (run.kind === 'requests') await applyToRequests(db, run.type, run.changes);
    else if (run.kind === 'jobs') await addJobs(db, run.changes);
    else await applyChange(db, run.change, now);
  }
}

async function addJobs(db: Database, changes: readonly Extract<Change, { type: 'job' }>[]): Promise<void> {
  await db
    .insert(outbox)
    .values(changes.map(({ job }) => ({ ...job, taken: false })))
    .onConflictDoNothing();
}

async function applyChange(db: Database, change: SingleChange, now: number): Promise<void> {
  switch (change.type) {
    case 'order.seen': {
      const { id, ...facts } = change.order;
      const fresh = { ...facts, ...NEW_ORDER };
      await db
        .insert(orders)
        .values({ id, ...fresh })
        .onConflictDoUpdate({
          target: orders.id,
          set: fresh,
          setWhere: anyOf(
            ne(orders.consumer, facts.consumer),
            ne(orders.model, facts.model),
            ne(orders.inferences, facts.inferences),
            ne(orders.maxPrice, facts.maxPrice),
            ne(orders.bidsUntil, facts.bidsUntil),
          ),
        });
      return;
    }
    case 'order.reopened':
      await db
        .update(orders)
        .set(REOPENED_ORDER)
        .where(and(eq(orders.id, change.order), inArray(orders.stage, ['won', 'lost'])));
      return;
    case 'order.outcome': {
      const { order, context, ...outcome } = change.outcome;
      await db
        .update(orders)
        .set({ ...outcome, decidedAt: now, ...(context ? { context: fromBidContext(context) } : {}) })
        .where(eq(orders.id, order));
      return;
    }
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
    case 'order.ended':
      await db
        .update(orders)
        .set({ ended: change.how, awardedPrice: change.awardedPrice })
        .where(eq(orders.id, change.order));
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
