import { setTimeout as pause } from 'node:timers/promises';
import type { JobQueue } from '@airo/wingman/queues';

const REPORT_MS = 20;

export interface Work {
  readonly concurrency: number;
  /** What a job takes, ms. */
  readonly serviceMs: number;
}

/** Waits of the jobs begun since the last report, ms. */
export interface WorkReport {
  readonly waits: readonly number[];
}

/** Now, on a clock that processes of this machine share, ms with fractions. */
export const sharedNow = () => performance.timeOrigin + performance.now();

/** Begins to take jobs, whose only index is when they were handed in. @returns the end of the reports */
export async function takeJobs(
  queue: JobQueue,
  { concurrency, serviceMs }: Work,
  report: (report: WorkReport) => void,
): Promise<() => void> {
  let waits: number[] = [];
  const timer = setInterval(() => {
    if (waits.length > 0) report({ waits });
    waits = [];
  }, REPORT_MS);
  await queue.start(
    'inference',
    async ({ data }) => {
      waits.push(sharedNow() - (data.indices?.[0] ?? 0));
      if (serviceMs > 0) await pause(serviceMs);
    },
    { concurrency },
  );
  return () => clearInterval(timer);
}
