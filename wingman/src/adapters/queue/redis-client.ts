import { Redis, type RedisOptions } from 'ioredis';
import { WingmanError } from '../../errors.ts';

const CONNECT_MS = 5_000;
const MAX_RECONNECT_MS = 1_000;
const REFUSALS = /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH|ERR invalid password)/;

export interface RedisLogin {
  /** `redis://` or `rediss://`, without a password. */
  readonly url: string;
  readonly password: string | undefined;
}

/** A client that comes back by itself whenever Redis does. */
export function createRedis(login: RedisLogin, options: RedisOptions): Redis {
  return new Redis(login.url, {
    connectTimeout: CONNECT_MS,
    retryStrategy: (times) => Math.min(times * 50, MAX_RECONNECT_MS),
    ...(login.password === undefined ? {} : { password: login.password }),
    ...options,
  });
}

/**
 * Looks whether Redis is there, lets us in and is set up to keep what it is given.
 * @returns what is not as it should be, but can be lived with
 * @throws WingmanError REDIS_UNAVAILABLE, REDIS_REFUSED, REDIS_UNSUITABLE
 */
export async function checkRedis(login: RedisLogin): Promise<readonly string[]> {
  const client = createRedis(login, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let last: Error | undefined;
  client.on('error', (error) => {
    last = error;
  });
  try {
    await client.connect();
    return judge(await client.info(), login.url);
  } catch (error) {
    if (error instanceof WingmanError) throw error;
    throw cannotConnect(login.url, last ?? (error as Error));
  } finally {
    client.disconnect();
  }
}

function cannotConnect(url: string, error: Error): WingmanError {
  if (REFUSALS.test(error.message)) {
    return new WingmanError(
      'REDIS_REFUSED',
      `Redis at ${url} refuses the login (${error.message}): set --redis-password-file, or WINGMAN_REDIS_PASSWORD`,
      { url },
    );
  }
  const why = error.message || (error as NodeJS.ErrnoException).code || 'no answer';
  return new WingmanError('REDIS_UNAVAILABLE', `Redis at ${url} can't be reached (${why})`, { url });
}

/** @param info what Redis says of itself, `name:value` a line */
function judge(info: string, url: string): readonly string[] {
  const said = new Map(info.split('\r\n').map((line) => line.split(':', 2) as [string, string]));
  const policy = said.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new WingmanError(
      'REDIS_UNSUITABLE',
      `Redis at ${url} may drop jobs when its memory is full: set maxmemory-policy to noeviction, not ${policy}`,
      { url, policy },
    );
  }
  return said.get('aof_enabled') === '0'
    ? [
        `Redis at ${url} forgets its newest jobs when it is restarted, and they come back from the database: set appendonly to yes`,
      ]
    : [];
}
