import { Pool } from 'pg';
import { WingmanError } from './errors.ts';

const CONNECT_MS = 5_000;
/** No statement of the bot takes near so long; one that does waits for a server that is gone. */
const STATEMENT_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;
/** SQLSTATE: invalid authorization, wrong password, no such database, no privilege. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28000': 'check user and host in --database-url, and pg_hba.conf',
  '28P01': 'set --database-password-file, or WINGMAN_DATABASE_PASSWORD',
  '3D000': 'create the database: `createdb`',
  '42501': 'the user must own the database, or be allowed to create schemas in it',
};

export interface PostgresLogin {
  /** `postgres://user@host:port/database`, without a password. */
  readonly url: string;
  readonly password: string | undefined;
}

/**
 * Connections to a PostgreSQL server, made when they are needed and again when they broke.
 * @param options `searchPath` of every session
 */
export function createPostgresPool(
  { url, password }: PostgresLogin,
  options: { readonly max: number; readonly searchPath?: string; readonly onError: (error: Error) => void },
): Pool {
  const { max, searchPath, onError } = options;
  const pool = new Pool({
    connectionString: password === undefined ? url : withPassword(url, password),
    max,
    application_name: 'wingman',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(searchPath === undefined ? {} : { options: `-c search_path=${searchPath}` }),
  });
  // A session that breaks while nobody uses it; unheard, it would end the process.
  pool.on('error', onError);
  return pool;
}

/** In the URL, because one without a password overrides whatever else is given. */
function withPassword(url: string, password: string): string {
  const parsed = new URL(url);
  parsed.password = encodeURIComponent(password);
  return parsed.href;
}

/** @throws WingmanError DATABASE_UNAVAILABLE, DATABASE_REFUSED */
export async function checkPostgres(pool: Pool, url: string): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    throw databaseError(error, url);
  }
}

/** What keeps PostgreSQL from working, with what to do; other errors as they are. */
export function databaseError(error: unknown, url: string): unknown {
  if (error instanceof WingmanError) return error;
  const { message, code = '' } = error as NodeJS.ErrnoException;
  const hint = REFUSALS[code];
  if (hint !== undefined) {
    return new WingmanError('DATABASE_REFUSED', `PostgreSQL at ${url}: ${message}: ${hint}`, { code });
  }
  // Without one when several addresses were tried.
  const why = message || code;
  return new WingmanError('DATABASE_UNAVAILABLE', `PostgreSQL at ${url} can't be used (${why})`, { code });
}
