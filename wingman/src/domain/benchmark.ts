/** Batch sizes at which a model is measured when it loads. */
export const BENCHMARK_BATCHES = [1, 2, 4, 8, 16] as const;

/** Runs of one batch size. */
export interface Measurement {
  readonly batch: number;
  /** Milliseconds of each run. */
  readonly runsMs: readonly number[];
}

/** What a model does on this machine. */
export interface Benchmark {
  readonly points: readonly {
    readonly batch: number;
    readonly medianMs: number;
    readonly perSecond: number;
  }[];
  /** The batch size with the highest throughput. */
  readonly bestBatch: number;
  /** Calls at once at that size, as far as more gave more: 1 where a model runs one at a time. */
  readonly concurrency: number;
  /** Inferences a second at that size, with so many calls at once. */
  readonly perSecond: number;
  /** Of one inference alone, in milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Most that it took of this machine's memory, in bytes; null when it runs elsewhere. */
  readonly memoryBytes: number | null;
}

/** Throughput of a model with so many calls at once. */
export interface Load {
  readonly concurrency: number;
  /** Inferences. */
  readonly perSecond: number;
}

/** More calls at once are worth it when they bring so much more. */
const WORTHWHILE_GAIN = 1.05;

export function isWorthwhile(now: Load, before: Load): boolean {
  return now.perSecond >= before.perSecond * WORTHWHILE_GAIN;
}

export function summarise(measurements: readonly Measurement[]): Benchmark {
  const points = measurements.map(({ batch, runsMs }) => {
    const medianMs = quantile(runsMs, 0.5);
    return { batch, medianMs, perSecond: (batch / medianMs) * 1_000 };
  });
  const best = points.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
  const single = measurements[0]?.runsMs ?? [];
  return {
    points,
    bestBatch: best.batch,
    concurrency: 1,
    perSecond: best.perSecond,
    p50Ms: quantile(single, 0.5),
    p95Ms: quantile(single, 0.95),
    memoryBytes: null,
  };
}

/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
