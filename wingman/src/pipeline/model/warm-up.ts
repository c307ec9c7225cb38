import { isBatchable } from '../../domain/batch-plan.ts';
import {
  BENCHMARK_BATCHES,
  type Benchmark,
  isWorthwhile,
  type Load,
  type Measurement,
  summarise,
} from '../../domain/benchmark.ts';
import { zeroInputs } from '../../domain/zero-inputs.ts';
import type { LoadedModel } from '../../ports/inference.ts';
import type { ModelManifest } from '../../schemas/index.ts';

const RUNS = 5;
/** A slow model is measured on fewer runs. */
const BUDGET_MS = 2_000;

/** Sizes at which a model with this manifest is measured. */
export function benchmarkBatches(manifest: ModelManifest): readonly number[] {
  const most = isBatchable(manifest) ? manifest.maxBatch : 1;
  return BENCHMARK_BATCHES.filter((size) => size <= most);
}

/**
 * Measures the model at each batch size, and with more and more calls at once where it takes several, on inputs of its own
 * or of zeros.
 * @param now milliseconds, of any monotonic clock
 */
export async function warmUp(
  model: LoadedModel,
  manifest: ModelManifest,
  now: () => number,
): Promise<Benchmark> {
  const inputs = (items: number) => model.sample?.(items) ?? zeroInputs(manifest.inputs, items);
  await model.run(inputs(1));
  const measurements: Measurement[] = [];
  for (const batch of benchmarkBatches(manifest)) {
    const runsMs: number[] = [];
    const start = now();
    while (runsMs.length < RUNS && (runsMs.length === 0 || now() - start < BUDGET_MS)) {
      const before = now();
      await model.run(inputs(batch));
      runsMs.push(Math.max(now() - before, Number.EPSILON));
    }
    measurements.push({ batch, runsMs });
  }
  const alone = summarise(measurements);
  const run = () => model.run(inputs(alone.bestBatch));
  const { perSecond } = alone;
  const best = await mostAtOnce({ concurrency: 1, perSecond }, model.concurrency ?? 1, async (calls) => ({
    concurrency: calls,
    perSecond: alone.bestBatch * (await runsPerSecond(run, calls, now)),
  }));
  return { ...alone, ...best };
}

/** Twice as many calls at once, again and again, as long as that brings more. A server that gives up had too many. */
async function mostAtOnce(
  alone: Load,
  limit: number,
  measure: (calls: number) => Promise<Load>,
): Promise<Load> {
  let best = alone;
  while (best.concurrency < limit) {
    const load = await measure(Math.min(2 * best.concurrency, limit)).catch(() => null);
    if (!load || !isWorthwhile(load, best)) return best;
    best = load;
  }
  return best;
}

/** Each caller begins its next run when its last one is over. */
async function runsPerSecond(run: () => Promise<unknown>, calls: number, now: () => number): Promise<number> {
  const start = now();
  let runs = 0;
  const caller = async () => {
    for (let own = 0; own < RUNS && (own === 0 || now() - start < BUDGET_MS); own++) {
      await run();
      runs += 1;
    }
  };
  await Promise.all(Array.from({ length: calls }, caller));
  return (runs * 1_000) / Math.max(now() - start, Number.EPSILON);
}
