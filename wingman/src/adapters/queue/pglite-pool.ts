import { EventEmitter } from 'node:events';
import type { EmbeddedDatabase } from '@airo/program';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { QUEUE_SCHEMA } from './postgres-queue.ts';

const INT8 = 20;
/** node-postgres hands 64-bit integers out as text, and BullMQ counts on that. */
const PARSERS = { [INT8]: (text: string) => text };

/**
 * What BullMQ needs of a `pg.Pool`, over an embedded database. All clients share its one session, so `LISTEN`
 * holds for all of them: each hears every notification, and none may `UNLISTEN`. `@electric-sql/pglite/node-postgres`
 * was looked at: its pool has one connection, which the first listener would keep for ever.
 */
export async function createPglitePool(database: EmbeddedDatabase): Promise<PgPool> {
  await database.exec(`set search_path to ${QUEUE_SCHEMA}, public`);
  const pool = new EventEmitter();
  const query = queryOn(database);
  return Object.assign(pool, {
    /** An in-process session never drops silently, which is what BullMQ asks this for. */
    options: { keepAlive: true },
    query,
    connect: async () => createClient(database, query),
    end: async () => {},
  }) as unknown as PgPool;
}

type Query = (text: string, params?: readonly unknown[]) => Promise<PgQueryResult>;

function queryOn(database: EmbeddedDatabase): Query {
  return async (text, params) => {
    if (params === undefined || params.length === 0) {
      // Without parameters a text may hold several statements, as in node-postgres.
      const results = await database.exec(text, { parsers: PARSERS });
      const last = results.at(-1);
      return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? null };
    }
    const { rows, rowCount } = await database.query(text, [...params], { parsers: PARSERS });
    return { rows, rowCount: rowCount ?? null };
  };
}

function createClient(database: EmbeddedDatabase, query: Query): PgPoolClient {
  const client = new EventEmitter();
  client.setMaxListeners(0);
  const stop = database.onNotification((channel, payload) =>
    client.emit('notification', { channel, payload }),
  );
  return Object.assign(client, {
    query: async (text: string, params?: readonly unknown[]) =>
      /^\s*unlisten/i.test(text) ? { rows: [] } : query(text, params),
    release: () => {
      stop();
    },
  }) as unknown as PgPoolClient;
}
