import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobQueue } from '../../ports/queue.ts';
import { type BullOptions, createBullQueue } from './bull-queue.ts';
import { createRedis, type RedisLogin } from './redis-client.ts';

/**
 * BullMQ's queues in a Redis that several processes share. When Redis goes away, adding and counting fail at once, and
 * workers wait for it.
 * @param prefix of all keys, so that several bots can share a Redis
 */
export async function openRedisQueue(
  login: RedisLogin,
  options: BullOptions & {
    readonly prefix: string;
    /** Called when it is lost, and with null when it is back. */
    readonly onProblem?: (problem: string | null) => void;
  },
): Promise<JobQueue> {
  const producer = createRedis(login, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const consumer = createRedis(login, { maxRetriesPerRequest: null });
  const health = watch(producer, login.url, options.onProblem);
  // BullMQ tells of errors too; a client that nobody listens to ends the process.
  consumer.on('error', () => {});
  await ready(producer);
  const { prefix } = options;
  return createBullQueue(
    {
      queue: (name, rest) => new Queue(name, { ...rest, prefix, connection: producer }),
      worker: (name, process, rest) => new Worker(name, process, { ...rest, prefix, connection: consumer }),
      empty: false,
      problem: health.problem,
      close: async () => {
        producer.disconnect();
        consumer.disconnect();
      },
    },
    {
      ...options,
      onError: (error) => {
        // What a lost connection makes fail is told once.
        if (health.problem() === null) options.onError(error);
      },
    },
  );
}

function watch(client: Redis, url: string, onProblem: (problem: string | null) => void = () => {}) {
  let problem: string | null = null;
  let why = '';
  const set = (now: string | null) => {
    if (now === problem) return;
    const wasAnother = problem !== null && now !== null;
    problem = now;
    if (!wasAnother) onProblem(now);
  };
  client.on('error', (error: Error) => {
    why = error.message;
  });
  client.on('close', () => set(`Redis at ${url} can't be reached${why && ` (${why})`}`));
  client.on('ready', () => set(null));
  return { problem: () => problem };
}

async function ready(client: Redis): Promise<void> {
  if (client.status === 'ready') return;
  await new Promise<void>((resolve) => client.once('ready', () => resolve()));
}
