import type { BenchResult } from '../result.ts';
import { committedModel, publishModel, randomOf, uploadRequests } from './bench-model.ts';
import { startBot } from './bot.ts';
import type { DxNode } from './dx.ts';
import { Load } from './load.ts';

const PAYLOADS = 1_000;
const OPEN = 256;
const SAMPLES = 100;
const MIB = 2 ** 20;
const PER_JOBS = 10_000;
/** What grows while the bot gets going, caches and heap, doesn't count. */
const SETTLED_SHARE = 0.4;

/** What a bot's memory grows by as it works off requests of one picture each. */
export async function memory(
  dx: DxNode,
  jobs: number,
  say: (line: string) => void,
): Promise<readonly BenchResult[]> {
  const model = await committedModel('fashion-resnet8-other');
  const load = new Load({ open: OPEN, units: 1 });
  await publishModel(load.chain, dx.client, model);
  const bot = await startBot(load.chain, { dxUrl: dx.url, settings: { threads: 1, logLevel: 'warn' } });
  try {
    const payloads = await uploadRequests(dx.client, model.manifest, {
      count: PAYLOADS,
      units: 1,
      random: randomOf(2),
    });
    const points: { jobs: number; mb: number }[] = [];
    const began = performance.now();
    let asked = Promise.resolve();
    let nextAt = 0;
    await load.run(bot, payloads, jobs, (answered) => {
      if (answered < nextAt) return;
      nextAt = answered + jobs / SAMPLES;
      asked = asked.then(async () => {
        const { rssBytes } = await bot.figures();
        points.push({ jobs: answered, mb: rssBytes / MIB });
      });
    });
    await asked;
    const seconds = (performance.now() - began) / 1_000;
    const settled = points.filter((point) => point.jobs > jobs * SETTLED_SHARE);
    const slope = slopeOf(settled.map((point) => [point.jobs, point.mb] as const)) * PER_JOBS;
    const [first, last] = [settled[0]?.mb ?? 0, settled.at(-1)?.mb ?? 0];
    say(
      `  ${jobs} jobs in ${seconds.toFixed(0)} s: RSS ${first.toFixed(0)} to ${last.toFixed(0)} MiB after ${SETTLED_SHARE * 100} %`,
    );
    return [
      { name: 'rss-slope-mb-per-10k-jobs', value: slope, unit: 'MiB' },
      { name: 'rss-jobs', value: jobs, unit: 'jobs' },
      { name: 'jobs-per-s', value: jobs / seconds, unit: '1/s' },
    ];
  } finally {
    await bot.stop();
    load.chain.halt();
  }
}

/** Of the straight line nearest to the points (least squares). */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(points.map(([a]) => a)), mean(points.map(([, b]) => b))];
  const across = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return across / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
