import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serversForTests } from '../../../../program/test/support/servers/find-program.ts';
import {
  type PostgresServer,
  startPostgres,
} from '../../../../program/test/support/servers/postgres-server.ts';
import { type RedisServer, startRedis } from '../../../../program/test/support/servers/redis-server.ts';
import { openPgliteQueue } from '../../../src/adapters/queue/pglite-queue.ts';
import { openPostgresQueue, QUEUE_SCHEMA } from '../../../src/adapters/queue/postgres-queue.ts';
import { openRedisQueue } from '../../../src/adapters/queue/redis-queue.ts';
import { type Job, type JobQueue, QUEUES, type QueueName } from '../../../src/ports/queue.ts';
import { createPostgresPool } from '../../../src/postgres.ts';
import { MemoryQueue } from '../../fakes/memory-queue.ts';
import { closeMemoryDatabase, memoryDatabase } from '../../fakes/temp-database.ts';
import { until } from '../../fakes/until.ts';

const job = (id: string, queue: QueueName = 'inference'): Job => ({
  id,
  queue,
  data: { agreement: 1, indices: [2] },
});

const haveServers = serversForTests('the queue on PostgreSQL and Redis');
let postgres: PostgresServer;
let redis: RedisServer;
beforeAll(async () => {
  if (haveServers) [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  await Promise.all([closeMemoryDatabase(), postgres?.close(), redis?.close()]);
});

const failed: Error[] = [];
const onError = (error: Error) => failed.push(error);
let prefixes = 0;

async function onPostgres(): Promise<JobQueue> {
  const login = { url: await postgres.database(), password: postgres.password };
  const pool = createPostgresPool(login, { max: 10, searchPath: QUEUE_SCHEMA, onError });
  const queue = await openPostgresQueue(pool, { onError, retryDelayMs: 1 });
  return {
    ...queue,
    close: async () => {
      await queue.close();
      await pool.end();
    },
  };
}

const queues: [string, () => Promise<JobQueue>][] = [
  ['in memory', async () => new MemoryQueue()],
  [
    'of BullMQ on PGlite',
    async () => {
      const database = await memoryDatabase();
      return openPgliteQueue(database, { onError, retryDelayMs: 1 });
    },
  ],
  ...(haveServers
    ? ([
        ['of BullMQ on PostgreSQL', onPostgres],
        [
          'of BullMQ on Redis',
          () => openRedisQueue(redis, { prefix: `test-${++prefixes}`, onError, retryDelayMs: 1 }),
        ],
      ] satisfies [string, () => Promise<JobQueue>][])
    : []),
];

describe.each(queues)('a queue %s', (_, open) => {
  let queue: JobQueue;
  beforeEach(async () => {
    failed.length = 0;
    queue = await open();
  });
  afterEach(async () => {
    await queue.close();
    expect(failed).toEqual([]);
  });

  /** Starts a processor and resolves with the jobs once there are `count` of them. */
  function collect(name: QueueName, count: number): Promise<Job[]> {
    const got: Job[] = [];
    return new Promise((resolve, reject) => {
      queue
        .start(
          name,
          async (one) => {
            got.push(one);
            if (got.length === count) resolve(got);
          },
          { concurrency: 1 },
        )
        .catch(reject);
    });
  }

  it('hands a job over whole, once however often it was added', async () => {
    await queue.add([job('a'), job('a'), job('b')]);
    expect(await queue.depth()).toMatchObject({ inference: 2, publish: 0 });
    expect(await collect('inference', 2)).toEqual([job('a'), job('b')]);
  });

  it('takes a job that comes while all three queues are idle', async () => {
    const got = QUEUES.map((name) => collect(name, 2));
    for (const name of QUEUES) await queue.add([job(`${name}-1`, name)]);
    for (const name of QUEUES) await queue.add([job(`${name}-2`, name)]);
    for (const [i, name] of QUEUES.entries()) {
      expect((await got[i])?.map((j) => j.id)).toEqual([`${name}-1`, `${name}-2`]);
    }
  });

  it('takes an id again once it is through', async () => {
    let calls = 0;
    await queue.start('inference', async () => void calls++, { concurrency: 1 });
    for (const expected of [1, 2]) {
      await queue.add([job('a')]);
      await until(async () => calls === expected && (await queue.depth()).inference === 0);
    }
  });

  it('tries a failing job three times and says which is the last', async () => {
    const attempts: { number: number; last: boolean }[] = [];
    const done = new Promise<void>((resolve) => {
      void queue.start(
        'settle',
        async (_job, attempt) => {
          attempts.push(attempt);
          if (attempt.last) resolve();
          throw new TypeError('not yet');
        },
        { concurrency: 1 },
      );
    });
    await queue.add([job('a', 'settle')]);
    await done;
    expect(attempts).toEqual([
      { number: 1, last: false },
      { number: 2, last: false },
      { number: 3, last: true },
    ]);
  });
});
