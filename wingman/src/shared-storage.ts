import { hostname } from 'node:os';
import { type Clock, Closer, type Logger, readSecret } from '@airo/program';
import type { Pool } from 'pg';
import { z } from 'zod';
import { openPostgresQueue, QUEUE_SCHEMA } from './adapters/queue/postgres-queue.ts';
import { checkRedis, type RedisLogin } from './adapters/queue/redis-client.ts';
import { openRedisQueue } from './adapters/queue/redis-queue.ts';
import { type PostgresLease, takeLease } from './adapters/store/postgres-lease.ts';
import { openPostgresStore } from './adapters/store/postgres-store.ts';
import { hearEvents, tellEvents } from './adapters/store/shared-events.ts';
import { WingmanError } from './errors.ts';
import type { Lease } from './ports/lease.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Store } from './ports/store.ts';
import { checkPostgres, createPostgresPool, databaseError } from './postgres.ts';
import type { BotEvent } from './schemas/rest-events.ts';
import type { StorageSettings } from './settings.ts';
import type { Owner, Storage } from './storage.ts';

const STORE_SESSIONS = 10;
/** Each of the three queues' workers keeps one to be woken by. */
const QUEUE_SESSIONS = 10;
const OWNER_KEY = 'owner';
const ownerSchema = z.object({ genesis: z.string(), account: z.string() });

interface SharedInit {
  readonly settings: StorageSettings & { readonly databaseUrl: string };
  readonly clock: Clock;
  readonly log: Logger;
}

/** A PostgreSQL, and perhaps a Redis, that several processes share. */
export class SharedStorage {
  readonly store: Store;
  readonly #init: SharedInit;
  readonly #pool: Pool;
  readonly #closer: Closer;
  #lease: PostgresLease | undefined;

  private constructor(init: SharedInit, pool: Pool, closer: Closer, store: Store) {
    this.#init = init;
    this.#pool = pool;
    this.#closer = closer;
    this.store = store;
  }

  /** @throws WingmanError DATABASE_UNAVAILABLE, DATABASE_REFUSED, DATABASE_NEWER, STORAGE_SETTINGS */
  static async open(init: SharedInit): Promise<SharedStorage> {
    const { settings, log, clock } = init;
    const closer = new Closer((name, error) => log.warn({ err: error }, `closing ${name}`));
    const login = { url: settings.databaseUrl, password: await databasePassword(settings) };
    const onError = (error: Error) => log.debug({ err: error }, 'a session with the database broke');
    const pool = createPostgresPool(login, { max: STORE_SESSIONS, onError });
    closer.add('database', () => pool.end());
    try {
      await checkPostgres(pool, login.url);
      const store = await openPostgresStore(pool, clock, (tx) => shared.#fence(tx)).catch((error) => {
        throw databaseError(error, login.url);
      });
      const shared: SharedStorage = new SharedStorage(init, pool, closer, store);
      return shared;
    } catch (error) {
      await closer.close();
      throw error;
    }
  }

  /** Waits until this process may act for the account. @param onWait called with who has the lease */
  async lead(onWait: (holder: string) => void, signal: AbortSignal): Promise<Lease> {
    const { clock, log } = this.#init;
    const holder = `process ${process.pid} on ${hostname()}`;
    const monotonic = () => performance.now();
    const lease = await takeLease({ pool: this.#pool, holder, clock, monotonic, log }, onWait, signal);
    this.#lease = lease;
    this.#closer.add('lease', () => lease.release());
    return lease;
  }

  /** Marks the database as this provider's, unless it is another's. @throws WingmanError DATABASE_OF_ANOTHER */
  async claim(owner: Owner): Promise<void> {
    const known = await this.owner();
    if (known === null) await this.store.saveState(OWNER_KEY, owner);
    else if (known.genesis !== owner.genesis || known.account !== owner.account) {
      throw new WingmanError(
        'DATABASE_OF_ANOTHER',
        `the database holds the state of ${known.account} on the chain ${known.genesis}: name another with --database-url`,
        { ...known },
      );
    }
  }

  /** null: no Wingman has led here yet. */
  async owner(): Promise<Owner | null> {
    const parsed = ownerSchema.safeParse(await this.store.state(OWNER_KEY));
    return parsed.success ? (parsed.data as Owner) : null;
  }

  /** Tells the leader what happened here. */
  tell(event: BotEvent): void {
    const { log } = this.#init;
    tellEvents(this.#pool, [event]).catch((error) => log.debug({ err: error }, 'an event is not told'));
  }

  /** Hears what workers tell, until it is closed. */
  hear(onEvent: (event: BotEvent) => void): void {
    const stop = new AbortController();
    const hearing = hearEvents({ ...this.#init, pool: this.#pool }, onEvent, stop.signal);
    this.#closer.add('events of workers', () => {
      stop.abort();
      return hearing;
    });
  }

  /** @throws WingmanError REDIS_UNAVAILABLE, REDIS_REFUSED, REDIS_UNSUITABLE */
  async openQueue(owner: Owner): Promise<Storage> {
    const { settings, log } = this.#init;
    const queue =
      settings.redisUrl === undefined
        ? await this.#queueOnPostgres()
        : await this.#queueOnRedis(
            { url: settings.redisUrl, password: await redisPassword(settings) },
            `wingman-${owner.genesis.slice(2, 10)}-${owner.account}`,
          );
    this.#closer.add('queue', () => queue.close());
    log.info({ database: settings.databaseUrl, redis: settings.redisUrl ?? null }, 'shares state and jobs');
    return {
      store: this.store,
      queue,
      // PostgreSQL does it by itself.
      tidy: async () => {},
      frozen: null,
      problems: () => [this.#lease?.problem(), queue.problem()].filter((p) => typeof p === 'string'),
      close: () => this.close(),
    };
  }

  close(): Promise<void> {
    return this.#closer.close();
  }

  async #fence(tx: Parameters<PostgresLease['fence']>[0]): Promise<void> {
    await this.#lease?.fence(tx);
  }

  async #queueOnPostgres(): Promise<JobQueue> {
    const { settings, log } = this.#init;
    const login = { url: settings.databaseUrl, password: await databasePassword(settings) };
    const onError = (error: Error) => log.warn({ err: error }, 'the queue in the database failed');
    const pool = createPostgresPool(login, { max: QUEUE_SESSIONS, searchPath: QUEUE_SCHEMA, onError });
    this.#closer.add('sessions of the queue', () => pool.end());
    return openPostgresQueue(pool, { onError });
  }

  async #queueOnRedis(login: RedisLogin, prefix: string): Promise<JobQueue> {
    const { log } = this.#init;
    for (const warning of await checkRedis(login)) log.warn(warning);
    return openRedisQueue(login, {
      prefix,
      onError: (error) => log.error({ err: error }, 'queue failed'),
      onProblem: (problem) => {
        if (problem === null) log.info('Redis is back');
        else log.error(`${problem}; jobs wait until it is back`);
      },
    });
  }
}

/** What is wrong with the combination, before anything is connected to. @throws WingmanError STORAGE_SETTINGS */
export function checkStorageSettings(settings: StorageSettings): void {
  if (settings.redisUrl === undefined || settings.databaseUrl !== undefined) return;
  throw new WingmanError(
    'STORAGE_SETTINGS',
    '--redis-url needs --database-url: the embedded database is of one process, and jobs on Redis are for several',
    {},
  );
}

const databasePassword = ({ databasePassword: value, databasePasswordFile: file }: StorageSettings) =>
  readSecret({ value, file }, (path) => unreadable('--database-password-file', path));
const redisPassword = ({ redisPassword: value, redisPasswordFile: file }: StorageSettings) =>
  readSecret({ value, file }, (path) => unreadable('--redis-password-file', path));

function unreadable(flag: string, path: string): WingmanError {
  return new WingmanError('STORAGE_SETTINGS', `${flag}: ${path} can't be read`, { path });
}
