import { cacheFolder } from '@airo/program';
import { openPgliteQueue } from './adapters/queue/pglite-queue.ts';
import { openPostgresQueue, QUEUE_SCHEMA } from './adapters/queue/postgres-queue.ts';
import { openRedisQueue } from './adapters/queue/redis-queue.ts';
import { openDatabaseThread } from './database.ts';
import type { JobQueue } from './ports/queue.ts';
import { createPostgresPool } from './postgres.ts';

export type { Job, JobQueue } from './ports/queue.ts';

/** Where jobs are kept; an embedded database is this process's own. */
export type QueueAddress =
  | { readonly kind: 'pglite' }
  | { readonly kind: 'postgres' | 'redis'; readonly url: string; readonly password: string };

const SESSIONS = 10;

/** The bot's queues, as it opens them. */
export async function openMeasuredQueue(
  at: QueueAddress,
  onError: (error: Error) => void,
): Promise<JobQueue> {
  if (at.kind === 'redis') return openRedisQueue(at, { prefix: 'bench', onError });
  if (at.kind === 'pglite') {
    const database = await openDatabaseThread({ folder: null, cacheDir: cacheFolder() });
    return andThen(await openPgliteQueue(database, { onError }), () => database.close());
  }
  const pool = createPostgresPool(at, { max: SESSIONS, searchPath: QUEUE_SCHEMA, onError });
  return andThen(await openPostgresQueue(pool, { onError }), () => pool.end());
}

function andThen(queue: JobQueue, close: () => Promise<void>): JobQueue {
  return {
    ...queue,
    close: async () => {
      await queue.close();
      await close();
    },
  };
}
