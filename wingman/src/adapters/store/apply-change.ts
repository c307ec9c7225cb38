import { and, eq, gt, inArray, isNull, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Change } from '../../ports/store.ts';
import { fromBidContext } from './bid-context.ts';
import { agreements, earnings, orders, outbox, requests } from './tables.ts';

/** A database or a transaction of it. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

const OVER = ['settled', 'timedOut'];
const UNPUBLISHED = ['computed', 'refused'];
const REOPENED_ORDER = {
  stage: 'new',
  reason: null,
  price: null,
  detail: '',
  ended: null,
  awardedPrice: null,
};
const NEW_ORDER = { ...REOPENED_ORDER, rivalPrice: null, context: null };
const OPEN_REQUEST = { state: 'open', response: null, responseSize: null, failCode: null, detail: '' };

const isRequest = (agreement: number, index: number) =>
  and(eq(requests.agreement, agreement), eq(requests.index, index));

const anyOf = (...conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` or `);

/** Writes one fact. */
export async function applyChange(db: Database, change: Change, now: number): Promise<void> {
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
    case 'job':
      await db
        .insert(outbox)
        .values({ ...change.job, taken: false })
        .onConflictDoNothing();
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
    default:
      await applyToRequest(db, change);
  }
}

type RequestChange = Extract<Change, { type: `request.${string}` }>;

async function applyToRequest(db: Database, change: RequestChange): Promise<void> {
  if (change.type === 'request.posted') {
    const { payload, ...facts } = change.request;
    const fresh = {
      ...facts,
      payload: payload.hash,
      payloadSize: payload.size,
      ...OPEN_REQUEST,
    };
    await db
      .insert(requests)
      .values(fresh)
      .onConflictDoUpdate({
        target: [requests.agreement, requests.index],
        set: fresh,
        setWhere: anyOf(
          ne(requests.payload, payload.hash),
          ne(requests.units, facts.units),
          ne(requests.posted, facts.posted),
        ),
      });
    return;
  }
  const here = isRequest(change.agreement, change.index);
  const open = and(here, eq(requests.state, 'open'));
  switch (change.type) {
    case 'request.computed': {
      const { hash, size } = change.response;
      await db.update(requests).set({ state: 'computed', response: hash, responseSize: size }).where(open);
      return;
    }
    case 'request.refused':
      await db
        .update(requests)
        .set({ state: 'refused', failCode: change.code, detail: change.detail })
        .where(open);
      return;
    case 'request.answered': {
      const { hash, size } = change.response;
      await db
        .update(requests)
        .set({ state: 'answered', response: hash, responseSize: size })
        .where(and(here, notInArray(requests.state, OVER)));
      return;
    }
    case 'request.reopened':
      await db
        .update(requests)
        .set(OPEN_REQUEST)
        .where(and(here, notInArray(requests.state, UNPUBLISHED)));
      return;
    case 'request.ended':
      await db.update(requests).set({ state: change.how }).where(here);
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
    .limit(limit);
  return db.update(outbox).set({ taken: true }).where(inArray(outbox.id, ready)).returning();
}
