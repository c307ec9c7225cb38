import type { AgreementId, BlockRef, Hex, OrderId, Planck } from '@airo/chain-types';
import type { Clock, EmbeddedDatabase } from '@airo/program';
import type { PGlite } from '@electric-sql/pglite';
import { and, asc, count, desc, eq, gt, inArray, isNotNull, notInArray, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pglite';
import type { OrderReason } from '../../domain/order-outcome.ts';
import type { Job, JobData, QueueName } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { type ConfigVersion, configSchema } from '../../schemas/config.ts';
import { alertOutbox } from './alert-outbox.ts';
import { applyChanges, type Database, takeJobs } from './apply-change.ts';
import { auditLog } from './audit-log.ts';
import { ledger } from './ledger.ts';
import { migrateStore, type Session } from './migrate.ts';
import { readOpenOrders } from './open-orders.ts';
import { before } from './page.ts';
import { toAgreement, toDecision, toOrder, toPastOrder, toRequest } from './rows.ts';
import { agreements, configs, cursors, orders, outbox, requests, states, usdRates } from './tables.ts';

/** The store in an embedded database that others may use too (in schemas of their own). Closing it leaves that open. */
export async function openPgliteStore(database: EmbeddedDatabase, clock: Clock): Promise<Store> {
  await database.transaction((tx) => {
    const session: Session = {
      exec: (text) => tx.exec(text),
      query: async (text) => (await tx.query<Record<string, unknown>>(text)).rows,
    };
    return migrateStore(session);
  });
  // What drizzle uses of a PGlite is what an embedded database has.
  const client = database as PGlite;
  return createSqlStore(drizzle({ client }) as unknown as Database, clock);
}

/**
 * The store on tables that are up to date.
 * @param fence called first in each transaction that writes facts; what it throws undoes the transaction
 */
export function createSqlStore(
  db: Database,
  clock: Clock,
  fence: (tx: Database) => Promise<void> = async () => {},
): Store {
  return {
    ...alertOutbox(db),
    ...auditLog(db),
    ...ledger(db),

    async cursor(finality) {
      const [row] = await db.select().from(cursors).where(eq(cursors.finality, finality));
      return row ? { number: row.number, hash: row.hash as Hex } : null;
    },

    async apply(changes, cursor) {
      await db.transaction(async (tx) => {
        await fence(tx);
        await applyChanges(tx, changes, clock.now());
        if (cursor) await saveCursor(tx, cursor.finality, cursor.block);
      });
    },

    async takeJobs(head, limit) {
      const rows = await takeJobs(db, head, limit);
      return rows.map(
        ({ id, queue, data }): Job => ({ id, queue: queue as QueueName, data: data as JobData }),
      );
    },

    async resetJobs() {
      await db.update(outbox).set({ taken: false }).where(eq(outbox.taken, true));
    },

    async jobsTaken() {
      const [row] = await db.select({ jobs: count() }).from(outbox).where(eq(outbox.taken, true));
      return row?.jobs ?? 0;
    },

    async order(id: OrderId) {
      const [row] = await db.select().from(orders).where(eq(orders.id, id));
      return row ? toOrder(row) : null;
    },

    async orders(page) {
      const rows = db.select().from(orders).where(before(page, orders.id));
      return (await rows.orderBy(desc(orders.id)).limit(page.limit)).map(toOrder);
    },

    async openOrders() {
      return readOpenOrders(db);
    },

    async pastOrders({ limit, model, consumer }) {
      const past = and(
        isNotNull(orders.ended),
        notInArray(orders.stage, ['new', 'bidding']),
        model === undefined ? undefined : eq(orders.model, model),
        consumer === undefined ? undefined : eq(orders.consumer, consumer),
      );
      const rows = await db.select().from(orders).where(past).orderBy(desc(orders.id)).limit(limit);
      return rows.reverse().map(toPastOrder);
    },

    async rivalPrices(ids) {
      const wanted = and(anyOf(orders.id, ids), isNotNull(orders.rivalPrice));
      const rows = await db.select({ id: orders.id, price: orders.rivalPrice }).from(orders).where(wanted);
      return new Map(rows.map(({ id, price }) => [id as OrderId, price as Planck]));
    },

    async decisions(page, { stage, reason, model, consumer } = {}) {
      const wanted = and(
        isNotNull(orders.reason),
        before(page, orders.id),
        stage === undefined ? undefined : eq(orders.stage, stage),
        reason === undefined ? undefined : eq(orders.reason, reason),
        model === undefined ? undefined : eq(orders.model, model),
        consumer === undefined ? undefined : eq(orders.consumer, consumer),
      );
      const rows = await db.select().from(orders).where(wanted).orderBy(desc(orders.id)).limit(page.limit);
      return rows.map(toDecision);
    },

    async decisionCounts() {
      const rows = await db
        .select({ reason: orders.reason, count: count() })
        .from(orders)
        .where(isNotNull(orders.reason))
        .groupBy(orders.reason);
      return new Map(rows.map((row) => [row.reason as OrderReason, row.count]));
    },

    async agreement(id: AgreementId) {
      const [row] = await db.select().from(agreements).where(eq(agreements.id, id));
      return row ? toAgreement(row) : null;
    },

    async agreements(page) {
      const rows = db.select().from(agreements).where(before(page, agreements.id));
      return (await rows.orderBy(desc(agreements.id)).limit(page.limit)).map(toAgreement);
    },

    async openAgreements() {
      const rows = db.select().from(agreements).where(eq(agreements.state, 'open'));
      return (await rows.orderBy(asc(agreements.id))).map(toAgreement);
    },

    async requests(agreement, filter = {}) {
      const wanted = and(
        eq(requests.agreement, agreement),
        filter.states ? inArray(requests.state, [...filter.states]) : undefined,
        filter.indices ? anyOf(requests.index, filter.indices) : undefined,
        filter.after === undefined ? undefined : gt(requests.index, filter.after),
      );
      const rows = db.select().from(requests).where(wanted).orderBy(asc(requests.index));
      return (await (filter.limit === undefined ? rows : rows.limit(filter.limit))).map(toRequest);
    },

    async usdRate() {
      const [row] = await db.select().from(usdRates);
      return row ? { picoUsd: row.picoUsd, at: row.at } : null;
    },

    async saveUsdRate({ picoUsd, at }) {
      const row = { id: 0, picoUsd, at };
      await db.insert(usdRates).values(row).onConflictDoUpdate({ target: usdRates.id, set: row });
    },

    async state(name) {
      const [row] = await db.select().from(states).where(eq(states.name, name));
      return row?.value ?? null;
    },

    async saveState(name, value) {
      const row = { name, value };
      await db.insert(states).values(row).onConflictDoUpdate({ target: states.name, set: row });
    },

    async states(prefix) {
      const rows = await db
        .select()
        .from(states)
        .where(sql`starts_with(${states.name}, ${prefix})`)
        .orderBy(asc(states.name));
      return new Map(rows.map(({ name, value }) => [name, value]));
    },

    async config() {
      const [row] = await db.select().from(configs).orderBy(desc(configs.version)).limit(1);
      return row ? toConfigVersion(row) : null;
    },

    async configFromSettings() {
      const rows = db.select().from(configs).where(eq(configs.source, 'settings'));
      const [row] = await rows.orderBy(desc(configs.version)).limit(1);
      return row ? toConfigVersion(row).config : null;
    },

    async saveConfig(config, source) {
      const [row] = await db.insert(configs).values({ at: clock.now(), source, config }).returning();
      return toConfigVersion(row ?? { version: 0, at: clock.now(), source, config });
    },

    async close() {},
  };
}

/** As one parameter: the text of the statement is the same however many they are. */
function anyOf(column: AnyPgColumn, numbers: readonly number[]): SQL {
  return sql`${column} = any(${`{${numbers.join()}}`}::integer[])`;
}

function toConfigVersion(row: typeof configs.$inferSelect): ConfigVersion {
  const source = row.source === 'rest' ? 'rest' : 'settings';
  return { version: row.version, at: row.at, source, config: configSchema.parse(row.config) };
}

async function saveCursor(db: Database, finality: string, { number, hash }: BlockRef): Promise<void> {
  const row = { finality, number, hash };
  await db.insert(cursors).values(row).onConflictDoUpdate({ target: cursors.finality, set: row });
}
