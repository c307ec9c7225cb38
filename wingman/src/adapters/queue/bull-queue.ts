import type { Job as BullJob, JobsOptions, QueueOptions, WorkerOptions } from 'bullmq';
import { type Job, type JobQueue, QUEUES, type QueueName } from '../../ports/queue.ts';

const ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** BullMQ keeps a log of events per queue; nobody reads it here. */
const KEPT_EVENTS = 100;
/** A worker that died is noticed after so long, and its jobs go to others. It renews its locks twice as often. */
const LOCK_MS = 10_000;
/** A job whose workers die again and again is dropped from the queue; the outbox brings it back later. */
const MAX_DEATHS = 5;

/** What is used of BullMQ's `Queue` and `Worker`. */
interface BullQueue {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  obliterate(options: { force: boolean }): Promise<void>;
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  getJobCountByTypes(...types: ('wait' | 'active' | 'delayed')[]): Promise<number>;
  close(): Promise<void>;
}
type BullWorker = Pick<BullQueue, 'on' | 'waitUntilReady' | 'close'>;

/** What keeps the queues: Redis, or a PostgreSQL. */
export interface BullBacking {
  readonly queue: (name: QueueName, options: Omit<QueueOptions, 'connection'>) => BullQueue;
  readonly worker: (
    name: QueueName,
    process: (job: BullJob) => Promise<void>,
    options: Omit<WorkerOptions, 'connection'>,
  ) => BullWorker;
  /** Whether whatever is in the queues is dropped first: only where no other process can be at work on it. */
  readonly empty: boolean;
  readonly problem: () => string | null;
  /** Closes the connections, after queues and workers. */
  readonly close: () => Promise<void>;
}

export interface BullOptions {
  readonly onError: (error: Error) => void;
  readonly retryDelayMs?: number;
}

/** The bot's queues by BullMQ. */
export async function createBullQueue(backing: BullBacking, options: BullOptions): Promise<JobQueue> {
  const { onError, retryDelayMs } = options;
  const queues = Object.fromEntries(
    QUEUES.map((name) => [name, backing.queue(name, { streams: { events: { maxLen: KEPT_EVENTS } } })]),
  ) as Record<QueueName, BullQueue>;
  for (const queue of Object.values(queues)) {
    queue.on('error', onError);
    await queue.waitUntilReady();
    if (backing.empty) await queue.obliterate({ force: true });
  }
  const workers: BullWorker[] = [];

  return {
    async add(jobs) {
      for (const name of QUEUES) {
        const own = jobs.filter((job) => job.queue === name);
        if (own.length > 0) await queues[name].addBulk(own.map((job) => toBull(job, retryDelayMs)));
      }
    },

    async start(name, processor, { concurrency }) {
      const worker = backing.worker(
        name,
        async (bull) => {
          const number = bull.attemptsMade + 1;
          const job: Job = { id: bull.id ?? '', queue: name, data: bull.data };
          await processor(job, { number, last: number >= ATTEMPTS });
        },
        {
          concurrency,
          lockDuration: LOCK_MS,
          stalledInterval: LOCK_MS,
          maxStalledCount: MAX_DEATHS,
        },
      );
      worker.on('error', onError);
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

    problem: backing.problem,

    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await backing.close();
    },
  };
}

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
