import { writeFile } from 'node:fs/promises';
import { serversForTests, startPostgres, startRedis } from '@airo/program/test-servers';
import type { QueueAddress } from '@airo/wingman/queues';
import { seeded } from '@airo/wingman/simulation';
import { median, percentile } from '../figures.ts';
import type { BenchResult, Suite } from '../result.ts';
import { jobsPerSecond, waitsAt } from '../wingman/jobs.ts';
import { plotWaits, type WaitCurve } from '../wingman/wait-plot.ts';

const WORKERS = [1, 2, 4];
const JOBS = 1_000;
const LOADS = [0.2, 0.5, 0.7, 0.8, 0.9];
const SERVICE_MS = 10;
const SECONDS = 3;
const SEED = 5;

/** Names of the kinds of queue, each with an empty one of its kind whenever it is asked for. */
type Kinds = readonly (readonly [string, () => Promise<QueueAddress>])[];

export const jobs: Suite = {
  name: 'jobs',
  about: 'jobs a second by 1, 2 and 4 workers, and waits against load: PGlite, PostgreSQL, Redis',
  async run(say, signal, { plot } = {}) {
    const closing: (() => Promise<void>)[] = [];
    try {
      const kinds = await startKinds(closing);
      const results: BenchResult[] = [];
      for (const [kind, fresh] of kinds) {
        for (const workers of WORKERS) {
          say(`${JOBS} jobs, ${kind}, ${workers} workers …`);
          signal.throwIfAborted();
          const value = await jobsPerSecond(await fresh(), workers, JOBS);
          results.push({ name: `jobs-per-second-${kind}-${workers}`, value, unit: 'jobs/s' });
        }
      }
      const curves: WaitCurve[] = [];
      for (const [kind, fresh] of kinds) curves.push(await curveOf(kind, fresh, say, signal));
      if (plot !== undefined) {
        const title = `Wait of a job for one worker that takes ${SERVICE_MS} ms for each, arrivals by chance`;
        await writeFile(plot, plotWaits(title, curves));
        say(`drawn to ${plot}`);
      }
      return [...results, ...curves.flatMap(figuresOf)];
    } finally {
      for (const close of closing.reverse()) await close();
    }
  },
};

async function startKinds(closing: (() => Promise<void>)[]): Promise<Kinds> {
  const pglite = ['pglite', async () => ({ kind: 'pglite' })] as const;
  if (!serversForTests('queues on PostgreSQL and Redis')) return [pglite as Kinds[number]];
  const postgres = await startPostgres();
  closing.push(() => postgres.close());
  const { password } = postgres;
  return [
    pglite as Kinds[number],
    ['postgresql', async () => ({ kind: 'postgres', url: await postgres.database(), password })],
    [
      'redis',
      async () => {
        const redis = await startRedis();
        closing.push(() => redis.close());
        return { kind: 'redis', url: redis.url, password: redis.password };
      },
    ],
  ];
}

async function curveOf(
  kind: string,
  fresh: () => Promise<QueueAddress>,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<WaitCurve> {
  const points: WaitCurve['points'][number][] = [];
  for (const load of LOADS) {
    say(`waits at ${load * 100} % load, ${kind} …`);
    signal.throwIfAborted();
    const random = seeded(SEED);
    const waits = await waitsAt(await fresh(), load, { serviceMs: SERVICE_MS, seconds: SECONDS, random });
    points.push({ load, p50: median(waits), p95: percentile(waits, 95) });
  }
  return { name: kind, points };
}

function figuresOf({ name, points }: WaitCurve): readonly BenchResult[] {
  return points.flatMap(({ load, p50, p95 }) => {
    const at = `${name}-load-${Math.round(load * 100)}`;
    return [
      { name: `wait-p50-${at}`, value: p50, unit: 'ms' },
      { name: `wait-p95-${at}`, value: p95, unit: 'ms' },
    ];
  });
}
