export const QUEUES = ['inference', 'publish', 'settle'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Work that outlives the process: `id` is made of what it is about, so that adding it twice is adding it once. */
export interface Job {
  readonly id: string;
  readonly queue: QueueName;
  readonly data: JobData;
}

/** Plain JSON. */
export interface JobData {
  readonly agreement: number;
  /** Requests that were seen in one block; none for jobs about the whole agreement. */
  readonly indices?: readonly number[];
}

/** @param attempt from 1; `last` when a failure now won't be tried again by the queue */
export type Processor = (
  job: Job,
  attempt: { readonly number: number; readonly last: boolean },
) => Promise<void>;

/**
 * Hands jobs to processors in this process or others. It doesn't promise to remember them: the outbox does, and puts
 * them in again after a restart. A processor that rejects is called again after a pause, `attempts` times in all.
 */
export interface JobQueue {
  /** Adding an id that waits or runs is a no-op. */
  add(jobs: readonly Job[]): Promise<void>;
  start(queue: QueueName, processor: Processor, options: { concurrency: number }): Promise<void>;
  /** Jobs that wait or run. */
  depth(): Promise<Readonly<Record<QueueName, number>>>;
  /** Why it can hand out nothing now, for people; null when it can. */
  problem(): string | null;
  /** Waits for running processors. */
  close(): Promise<void>;
}
