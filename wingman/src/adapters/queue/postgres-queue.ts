import { createPostgresBackend, type PgPool, Queue, runMigrations, Worker } from 'bullmq';
import type { Pool } from 'pg';
import type { JobQueue } from '../../ports/queue.ts';
import { type BullBacking, type BullOptions, createBullQueue } from './bull-queue.ts';

/** Where BullMQ's tables are; its statements name them without it, so that it must be first on each session's path. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * BullMQ's queues in a PostgreSQL that several processes share.
 * @param pool of the queues alone, `QUEUE_SCHEMA` first on the path of its sessions; each worker keeps one of them
 */
export async function openPostgresQueue(pool: Pool, options: BullOptions): Promise<JobQueue> {
  return createBullQueue(await postgresBacking(pool as unknown as PgPool), options);
}

export async function postgresBacking(pool: PgPool): Promise<BullBacking> {
  const client = await pool.connect();
  try {
    // Before any worker starts: workers that find no tables stop without a word.
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    queue: (name, options) => new Queue(name, { ...options, connection: pool }, createPostgresBackend),
    worker: (name, process, options) =>
      new Worker(name, process, { ...options, connection: pool }, createPostgresBackend),
    empty: false,
    // Whoever leads in this database tells of it.
    problem: () => null,
    close: async () => {},
  };
}
