import type { Blob } from '@airo/chain-types';
import { median } from '../figures.ts';
import { bareModel } from '../peers/bare-onnx-runtime.ts';
import type { BenchResult } from '../result.ts';
import { type BenchModel, publishModel, randomOf, uploadRequests } from './bench-model.ts';
import { startBot } from './bot.ts';
import type { DxNode } from './dx.ts';
import { type Answers, Load } from './load.ts';

/** Both sides compute with so many threads. */
const THREADS = 1;
const ROUNDS = 3;
/** Answers while the bot gets going, and while it runs dry, don't count. */
const EDGE_SHARE = 0.2;

export interface ServeInit {
  readonly name: string;
  readonly model: BenchModel;
  /** Items of a request. */
  readonly units: number;
  /** Requests of a round. */
  readonly requests: number;
  /** Requests at once. */
  readonly open: number;
  /** Items of a run of the peer. */
  readonly bareBatches: readonly number[];
}

/** What a bot answers in a second, against ONNX Runtime alone, by turns; and how late its event loop was meanwhile. */
export async function serve(
  dx: DxNode,
  init: ServeInit,
  say: (line: string) => void,
): Promise<{ readonly results: readonly BenchResult[]; readonly loopP99Ms: number }> {
  const { name, model, units, requests, open } = init;
  const random = randomOf(1);
  const load = new Load({ open, units });
  await publishModel(load.chain, dx.client, model);
  const bot = await startBot(load.chain, { dxUrl: dx.url, settings: { threads: THREADS, logLevel: 'warn' } });
  const rates: number[] = [];
  const ratios: number[] = [];
  const delays: number[] = [];
  let bareRate = 0;
  try {
    const bare = await bareModel(model.file, model.manifest.inputs, THREADS);
    const batch = await bare.best(init.bareBatches);
    say(`  ${name}: the bot is up, the peer is best at batch ${batch}`);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const payloads: readonly Blob[] = await uploadRequests(dx.client, model.manifest, {
        count: requests,
        units,
        random,
      });
      const before = await bare.perSecond(batch);
      await bot.figures();
      const rate = rateOf(await load.run(bot, payloads, requests)) * units;
      const { loopP99Ms, loopMaxMs } = await bot.figures();
      const after = await bare.perSecond(batch);
      bareRate = (before + after) / 2;
      rates.push(rate);
      ratios.push(rate / bareRate);
      delays.push(loopP99Ms);
      say(
        `  ${name}, round ${round}: ${rate.toFixed(1)}/s, bare ${before.toFixed(1)} and ${after.toFixed(1)}/s, loop p99 ${loopP99Ms.toFixed(1)} ms, at most ${loopMaxMs.toFixed(0)} ms`,
      );
    }
    await bare.close();
    return {
      results: [
        {
          name: `serve-${name}-vs-ort`,
          value: median(rates),
          unit: '1/s',
          ratio: median(ratios),
          against: `bare ONNX Runtime at batch ${batch}, ${THREADS} thread (${bareRate.toFixed(1)}/s)`,
        },
      ],
      loopP99Ms: Math.max(...delays),
    };
  } finally {
    await bot.stop();
    load.chain.halt();
  }
}

/** Requests a second between the first answers that count and the last. */
export function rateOf(answers: readonly Answers[]): number {
  const total = answers.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  const counted = answers.filter(({ count }) => {
    seen += count;
    return seen > total * EDGE_SHARE && seen <= total * (1 - EDGE_SHARE / 2);
  });
  const [first, ...rest] = counted;
  const last = rest.at(-1);
  if (!first || !last) return Number.NaN;
  return rest.reduce((sum, { count }) => sum + count, 0) / ((last.at - first.at) / 1_000);
}
