import { isBatchable } from '../../domain/batch-plan.ts';
import { BENCHMARK_BATCHES, type Benchmark, type Measurement, summarise } from '../../domain/benchmark.ts';
import type { LoadedModel } from '../../ports/inference.ts';
import { ELEMENT_BYTES, joinBytes, type ModelManifest, type PayloadTensor } from '../../schemas/index.ts';

const RUNS = 5;
/** A slow model is measured on fewer runs. */
const BUDGET_MS = 2_000;
/** For open dimensions other than the batch axis. */
const OPEN_DIMENSION = 1;

/** Measures the model at each batch size, on inputs of its own or of zeros. @param now milliseconds, of any monotonic clock */
export async function warmUp(
  model: LoadedModel,
  manifest: ModelManifest,
  now: () => number,
): Promise<Benchmark> {
  const inputs = (items: number) => model.sample?.(items) ?? zeros(manifest, items);
  await model.run(inputs(1));
  const most = isBatchable(manifest) ? manifest.maxBatch : 1;
  const measurements: Measurement[] = [];
  for (const batch of BENCHMARK_BATCHES.filter((size) => size <= most)) {
    const runsMs: number[] = [];
    const start = now();
    while (runsMs.length < RUNS && (runsMs.length === 0 || now() - start < BUDGET_MS)) {
      const before = now();
      await model.run(inputs(batch));
      runsMs.push(Math.max(now() - before, Number.EPSILON));
    }
    measurements.push({ batch, runsMs });
  }
  return summarise(measurements);
}

function zeros(manifest: ModelManifest, batch: number): PayloadTensor[] {
  return manifest.inputs.map(({ name, datatype, shape: spec }) => {
    const shape = spec.map((size, axis) => (size !== -1 ? size : axis === 0 ? batch : OPEN_DIMENSION));
    const count = shape.reduce((product, size) => product * size, 1);
    const width = ELEMENT_BYTES[datatype];
    const data =
      width === null
        ? joinBytes(Array.from({ length: count }, () => new Uint8Array()))
        : new Uint8Array(count * width);
    return { name, datatype, shape, data };
  });
}
