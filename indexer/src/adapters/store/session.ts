import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import type { Pool } from 'pg';

export type Drizzle = PgDatabase<PgQueryResultHKT>;

/** One statement with parameters, or several without. */
export type Run = (text: string, params?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/** A PostgreSQL, in this process or not. */
export interface Session {
  readonly drizzle: Drizzle;
  readonly run: Run;
  /** All or nothing. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
}

export function pgliteSession(database: PGlite): Session {
  const runOn =
    (on: Pick<PGlite, 'query' | 'exec'>): Run =>
    async (text, params) => {
      if (params) return (await on.query<Record<string, unknown>>(text, [...params])).rows;
      return (await on.exec(text)).at(-1)?.rows ?? [];
    };
  return {
    drizzle: drizzlePglite({ client: database }) as unknown as Drizzle,
    run: runOn(database),
    transaction: (work) => database.transaction((tx) => work(runOn(tx))) as ReturnType<typeof work>,
  };
}

export function postgresSession(pool: Pool): Session {
  return {
    drizzle: drizzlePostgres({ client: pool }) as unknown as Drizzle,
    run: async (text, params) => (await pool.query(text, params && [...params])).rows ?? [],
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work(
          async (text, params) => (await client.query(text, params && [...params])).rows,
        );
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
