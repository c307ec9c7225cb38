import { openDatabase } from '@airo/program/database';
import { Pool } from 'pg';
import { IndexerError } from '../../errors.ts';
import type { IndexReader } from '../../ports/index-reader.ts';
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
    query_timeout: STATEMENT_MS,
    keepAlive: true,
  });
  // A session that breaks while nobody uses it; unheard, it would end the process.
  pool.on('error', init.onError);
  // The same for one that breaks between two statements of a transaction, when the pool doesn't listen.
  pool.on('connect', (client) => client.on('error', init.onError));
  parsed.password = '';
  try {
    const { reader, ...index } = await open(postgresSession(pool), init, () => pool.end());
    return { ...index, reader: whileServerIsThere(reader) };
  } catch (error) {
    await pool.end();
    throw databaseError(error, parsed.href);
  }
}

async function open(session: Session, init: OpenInit, close: () => Promise<void>) {
  await openSchema(session, init);
  return { store: createSqlStore(session), reader: createSqlReader(session), close };
}

/** The same answers; while the server is away, DATABASE_UNAVAILABLE. */
function whileServerIsThere(reader: IndexReader): IndexReader {
  const ask =
    (method: (...args: never[]) => Promise<unknown>) =>
    async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw isServerAway(error) ? new IndexerError('DATABASE_UNAVAILABLE', AWAY, {}) : error;
      }
    };
  const methods = Object.entries(reader).map(([name, method]) => [name, ask(method)]);
  return Object.fromEntries(methods) as IndexReader;
}

const AWAY = 'the index can not be read now: its PostgreSQL does not answer; asking again may help';
/** SQLSTATE: connection exceptions, shut down, crashed, not up yet; and what sockets say. */
const AWAY_CODE = /^(08...|57P0[123]|ECONN[A-Z]+|EPIPE|ETIMEDOUT)$/;
/** What `pg` says without a code. */
const AWAY_TEXT = /Connection terminated|timeout exceeded when trying to connect|not queryable/;

function isServerAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const {
    code = '',
    message = '',
    cause,
    errors = [],
  } = error as Partial<AggregateError> & { code?: string };
  if (AWAY_CODE.test(code) || AWAY_TEXT.test(message)) return true;
  return [cause, ...errors].some(isServerAway);
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
