import type { Clock } from '@airo/program';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import type { Store } from '../../ports/store.ts';
import type { Database } from './apply-change.ts';
import { migrateStore } from './migrate.ts';
import { createSqlStore } from './pglite-store.ts';

/**
 * The store in a PostgreSQL that several processes share. Closing it leaves the pool open.
 * @param fence see `createSqlStore`
 * @throws WingmanError DATABASE_NEWER
 */
export async function openPostgresStore(
  pool: Pool,
  clock: Clock,
  fence?: (tx: Database) => Promise<void>,
): Promise<Store> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await migrateStore({
      exec: (text) => client.query(text),
      query: async (text) => (await client.query(text)).rows,
    });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
  return createSqlStore(drizzle({ client: pool }) as unknown as Database, clock, fence);
}
