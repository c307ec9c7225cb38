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
  /** Inferences a second at that size. */
  readonly perSecond: number;
  /** Of one inference alone, in milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
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
    perSecond: best.perSecond,
    p50Ms: quantile(single, 0.5),
    p95Ms: quantile(single, 0.95),
  };
}

/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
