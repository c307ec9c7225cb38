import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId } from '@airo/chain-types';
import { createLogger, systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serversForTests } from '../../program/test/support/servers/find-program.ts';
import { freePort } from '../../program/test/support/servers/free-ports.ts';
import { type PostgresServer, startPostgres } from '../../program/test/support/servers/postgres-server.ts';
import { type RedisServer, startRedis } from '../../program/test/support/servers/redis-server.ts';
import { createPostgresPool } from '../src/postgres.ts';
import type { StorageSettings } from '../src/settings.ts';
import { checkStorageSettings, SharedStorage } from '../src/shared-storage.ts';
import type { Owner } from '../src/storage.ts';

const suite = serversForTests('shared storage') ? describe : describe.skip;
const log = createLogger({ name: 'test', level: 'silent' });
const owner: Owner = { genesis: `0x${'ab'.repeat(32)}`, account: accountId('5Provider') };
const NONE: StorageSettings = {
  databaseUrl: undefined,
  databasePassword: undefined,
  databasePasswordFile: undefined,
  redisUrl: undefined,
  redisPassword: undefined,
  redisPasswordFile: undefined,
};

suite('shared storage', () => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  let evicting: RedisServer;
  let folder: string;
  beforeAll(async () => {
    [postgres, redis, evicting, folder] = await Promise.all([
      startPostgres(),
      startRedis(),
      startRedis(['--maxmemory-policy', 'allkeys-lru']),
      mkdtemp(join(tmpdir(), 'airo-shared-')),
    ]);
  });
  afterAll(async () => {
    await Promise.all([postgres?.close(), redis?.close(), evicting?.close()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function working(): Promise<StorageSettings & { databaseUrl: string }> {
    return {
      ...NONE,
      databaseUrl: await postgres.database(),
      databasePassword: postgres.password,
      redisUrl: redis.url,
      redisPassword: redis.password,
    };
  }
  async function open(changes: Partial<StorageSettings & { databaseUrl: string }>): Promise<void> {
    const shared = await SharedStorage.open({
      settings: { ...(await working()), ...changes },
      clock: systemClock,
      log,
    });
    try {
      await shared.claim(owner);
      await shared.openQueue(owner);
    } finally {
      await shared.close();
    }
  }

  it('opens with a password by file or environment, with jobs on Redis or in the database', async () => {
    const file = join(folder, 'password');
    await writeFile(file, `${postgres.password}\n`);
    await open({ databasePassword: undefined, databasePasswordFile: file });
    await open({ redisUrl: undefined });
  });

  it.each<[string, string, RegExp, () => Promise<Partial<StorageSettings & { databaseUrl: string }>>]>([
    [
      'a server that is not there',
      'DATABASE_UNAVAILABLE',
      /ECONNREFUSED/,
      async () => ({ databaseUrl: `postgres://wingman@127.0.0.1:${await freePort()}/x` }),
    ],
    [
      'a wrong password',
      'DATABASE_REFUSED',
      /--database-password-file/,
      async () => ({ databasePassword: 'mistaken' }),
    ],
    [
      'a password file that is not there',
      'STORAGE_SETTINGS',
      /--database-password-file: .* can't be read/,
      async () => ({ databasePassword: undefined, databasePasswordFile: join(folder, 'nowhere') }),
    ],
    [
      'a database that is not there',
      'DATABASE_REFUSED',
      /createdb/,
      async () => ({ databaseUrl: (await postgres.database()).replace(/test_\d+$/, 'nowhere') }),
    ],
    [
      'a Redis that is not there',
      'REDIS_UNAVAILABLE',
      /ECONNREFUSED/,
      async () => ({ redisUrl: `redis://127.0.0.1:${await freePort()}` }),
    ],
    [
      'no password for Redis',
      'REDIS_REFUSED',
      /--redis-password-file/,
      async () => ({ redisPassword: undefined }),
    ],
    [
      'a wrong password for Redis',
      'REDIS_REFUSED',
      /--redis-password-file/,
      async () => ({ redisPassword: 'mistaken' }),
    ],
    [
      'a Redis that evicts',
      'REDIS_UNSUITABLE',
      /maxmemory-policy to noeviction, not allkeys-lru/,
      async () => ({ redisUrl: evicting.url }),
    ],
  ])('%s is told, with what to do and without the password', async (_, code, message, changes) => {
    const error = await open(await changes()).then(
      () => null,
      (reason: Error & { code: string }) => reason,
    );
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error?.message).not.toContain('secret');
    expect(error?.message).not.toContain('mistaken');
  });

  it('a database of a newer Wingman, or of another provider, is left alone', async () => {
    const settings = await working();
    await open(settings);
    const other = { ...owner, account: accountId('5Other') };
    const shared = await SharedStorage.open({ settings, clock: systemClock, log });
    await expect(shared.claim(other)).rejects.toMatchObject({ code: 'DATABASE_OF_ANOTHER' });
    await shared.close();
    const login = { url: settings.databaseUrl, password: postgres.password };
    const pool = createPostgresPool(login, { max: 1, onError: () => {} });
    await pool.query('update wingman.version set number = 999');
    await pool.end();
    await expect(open(settings)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  });

  it('is not opened by Redis alone', () => {
    expect(() => checkStorageSettings({ ...NONE, redisUrl: redis.url })).toThrow('needs --database-url');
  });
});
