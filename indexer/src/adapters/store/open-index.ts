import { openDatabase } from '@airo/program/database';
import { Pool } from 'pg';
import { IndexerError } from '../../errors.ts';
import { openSchema } from './open-schema.ts';
import { pgliteSession, postgresSession, type Session } from './session.ts';
import { createSqlReader } from './sql-reader.ts';
import { createSqlStore } from './sql-store.ts';

const CONNECT_MS = 5_000;
const MAX_CONNECTIONS = 8;
/** A rebuild of a large index is dropped in one statement; nothing takes near so long beside that. */
const STATEMENT_MS = 120_000;
/** SQLSTATE: invalid authorization, wrong password, no such database, no privilege. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28000': 'check user and host in --database-url, and pg_hba.conf',
  '28P01': 'set --database-password-file, or INDEXER_DATABASE_PASSWORD',
  '3D000': 'create the database: `createdb`',
  '42501': 'the user must own the database, or be allowed to create schemas in it',
};

export interface OpenInit {
  /** Of the chain whose history it is. */
  readonly genesis: string;
  /** Empties it first. */
  readonly rebuild: boolean;
}

/** In this process, in a folder. @throws IndexerError as `openSchema` */
export async function openPgliteIndex(folder: string, cacheDir: string, init: OpenInit) {
  const database = await openDatabase(folder, cacheDir);
  try {
    return await open(pgliteSession(database), init, () => database.close());
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * On a server.
 * @param url `postgres://user@host:port/database`
 * @throws IndexerError DATABASE_UNAVAILABLE, DATABASE_REFUSED, and as `openSchema`
 */
export async function openPostgresIndex(
  url: string,
  password: string | undefined,
  init: OpenInit & { readonly onError: (error: Error) => void },
) {
  const parsed = new URL(url);
  if (password !== undefined) parsed.password = encodeURIComponent(password);
  const pool = new Pool({
    connectionString: parsed.href,
    max: MAX_CONNECTIONS,
    application_name: 'airo-indexer',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
  });
  // A session that breaks while nobody uses it; unheard, it would end the process.
  pool.on('error', init.onError);
  parsed.password = '';
  try {
    return await open(postgresSession(pool), init, () => pool.end());
  } catch (error) {
    await pool.end();
    throw databaseError(error, parsed.href);
  }
}

async function open(session: Session, init: OpenInit, close: () => Promise<void>) {
  await openSchema(session, init);
  return { store: createSqlStore(session), reader: createSqlReader(session), close };
}

/** What keeps PostgreSQL from working, with what to do; other errors as they are. */
function databaseError(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof IndexerError) return error;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  const hint = REFUSALS[code];
  if (hint !== undefined) {
    return new IndexerError('DATABASE_REFUSED', `PostgreSQL at ${url}: ${error.message}: ${hint}`, { code });
  }
  const why = error.message || code;
  return new IndexerError('DATABASE_UNAVAILABLE', `PostgreSQL at ${url} can't be used (${why})`, { code });
}
