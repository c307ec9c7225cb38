import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Job, type JobQueue, openMeasuredQueue, type QueueAddress } from '@airo/wingman/queues';
import { inCheckout } from '../child.ts';
import { BenchError } from '../errors.ts';
import { sharedNow, takeJobs, type Work, type WorkReport } from './take-jobs.ts';

/** As the bot's. */
const CONCURRENCY = 4;
/** So many jobs the relay hands over at once. */
const AT_ONCE = 100;
const LIMIT_MS = 60_000;

interface Crew {
  readonly queue: JobQueue;
  /** Waits of all jobs that were begun so far, ms. */
  readonly waits: readonly number[];
  close(): Promise<void>;
}

/** Jobs a second that so many workers get through, when they have nothing to do for them. */
export async function jobsPerSecond(at: QueueAddress, workers: number, jobs: number): Promise<number> {
  const crew = await hire(at, workers, { concurrency: CONCURRENCY, serviceMs: 0 });
  try {
    const began = performance.now();
    for (let from = 0; from < jobs; from += AT_ONCE) {
      await crew.queue.add(Array.from({ length: Math.min(AT_ONCE, jobs - from) }, (_, i) => jobOf(from + i)));
    }
    await until(() => crew.waits.length >= jobs);
    return jobs / ((performance.now() - began) / 1_000);
  } finally {
    await crew.close();
  }
}

/**
 * Waits of jobs that come by chance, to one worker that does one at a time.
 * @param load share of the worker's time that they need, without what the queue itself costs
 */
export async function waitsAt(
  at: QueueAddress,
  load: number,
  { serviceMs, seconds, random }: { serviceMs: number; seconds: number; random: () => number },
): Promise<readonly number[]> {
  const crew = await hire(at, 1, { concurrency: 1, serviceMs });
  try {
    const count = Math.round((load * seconds * 1_000) / serviceMs);
    let due = sharedNow();
    const sent: Promise<void>[] = [];
    for (let i = 0; i < count; i++) {
      due += (-Math.log(1 - random()) * serviceMs) / load;
      const early = due - sharedNow();
      if (early > 0) await pause(early);
      sent.push(crew.queue.add([jobOf(i)]));
    }
    await Promise.all(sent);
    await until(() => crew.waits.length >= count);
    return crew.waits;
  } finally {
    await crew.close();
  }
}

function jobOf(number: number): Job {
  return { id: `job-${number}`, queue: 'inference', data: { agreement: 0, indices: [sharedNow()] } };
}

/** Processes; for an embedded database workers in this one, as no other could have it. */
async function hire(at: QueueAddress, count: number, work: Work): Promise<Crew> {
  const waits: number[] = [];
  const onReport = ({ waits: more }: WorkReport) => {
    waits.push(...more);
  };
  const queue = await openMeasuredQueue(at, (error) => {
    throw error;
  });
  const start = async () =>
    at.kind === 'pglite' ? takeJobs(queue, work, onReport) : startProcess(at, work, onReport);
  const ends: (() => void | Promise<void>)[] = [];
  for (let i = 0; i < count; i++) ends.push(await start());
  return {
    queue,
    waits,
    async close() {
      await Promise.all(ends.map((end) => end()));
      await queue.close();
    },
  };
}

async function startProcess(
  at: QueueAddress,
  work: Work,
  onReport: (report: WorkReport) => void,
): Promise<() => Promise<void>> {
  const child = fork(inCheckout('bench/src/wingman/jobs-worker.ts'), [JSON.stringify({ at, work })], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await new Promise<void>((up, failed) => {
    child.on('message', (message: 'up' | WorkReport) => {
      if (message === 'up') up();
      else onReport(message);
    });
    child.once('exit', () => failed(new BenchError('RUN_FAILED', 'a worker ended before it was up', {})));
  });
  return async () => {
    child.send('end');
    await once(child, 'exit');
  };
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!isTrue()) {
    if (performance.now() > end) throw new BenchError('RUN_FAILED', 'jobs were not done in a minute', {});
    await pause(1);
  }
}
