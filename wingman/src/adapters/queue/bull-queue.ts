import type { PGlite } from '@electric-sql/pglite';
import { createPostgresBackend, type PgPool, Queue, runMigrations, Worker } from 'bullmq';
import { type Job, type JobQueue, QUEUES, type QueueName } from '../../ports/queue.ts';
import { createPglitePool } from './pglite-pool.ts';

const ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** BullMQ keeps a log of events per queue; nobody reads it here. */
const KEPT_EVENTS = 100;

/**
 * BullMQ's queues in an embedded database that this process alone uses. Whatever a killed process left in them is
 * dropped: the outbox puts it in again, and nothing waits for a dead worker's lock to run out.
 */
export async function openBullQueue(
  database: PGlite,
  options: { onError: (error: Error) => void; retryDelayMs?: number },
): Promise<JobQueue> {
  const pool = await createPglitePool(database);
  // Before any worker starts: workers that find no tables stop without a word.
  await runMigrations(await pool.connect());

  const queues = Object.fromEntries(QUEUES.map((name) => [name, makeQueue(name, pool)])) as Record<
    QueueName,
    BullQueue
  >;
  for (const queue of Object.values(queues)) {
    queue.on('error', options.onError);
    await queue.waitUntilReady();
    await queue.obliterate({ force: true });
  }
  const workers: { close(): Promise<void> }[] = [];

  return {
    async add(jobs) {
      for (const name of QUEUES) {
        const own = jobs.filter((job) => job.queue === name);
        if (own.length > 0) await queues[name].addBulk(own.map((job) => toBull(job, options.retryDelayMs)));
      }
    },

    async start(name, processor, { concurrency }) {
      const worker = new Worker(
        name,
        async (bull) => {
          const number = bull.attemptsMade + 1;
          const job: Job = { id: bull.id ?? '', queue: name, data: bull.data };
          await processor(job, { number, last: number >= ATTEMPTS });
        },
        { connection: pool, concurrency },
        createPostgresBackend,
      );
      worker.on('error', options.onError);
      workers.push(worker);
      await worker.waitUntilReady();
    },

    async depth() {
      const counts = await Promise.all(
        QUEUES.map(async (name) => [
          name,
          await queues[name].getJobCountByTypes('wait', 'active', 'delayed'),
        ]),
      );
      return Object.fromEntries(counts) as Record<QueueName, number>;
    },

    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}

function makeQueue(name: QueueName, connection: PgPool) {
  return new Queue(name, { connection, streams: { events: { maxLen: KEPT_EVENTS } } }, createPostgresBackend);
}
type BullQueue = ReturnType<typeof makeQueue>;

function toBull(job: Job, retryDelayMs = RETRY_DELAY_MS) {
  return {
    name: job.queue,
    data: job.data,
    opts: {
      jobId: job.id,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: retryDelayMs },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}
