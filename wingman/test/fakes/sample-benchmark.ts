import type { Benchmark } from '../../src/domain/benchmark.ts';

export const sampleBenchmark = (changes: Partial<Benchmark> = {}): Benchmark => ({
  points: [],
  bestBatch: 1,
  concurrency: 1,
  perSecond: 1,
  p50Ms: 1,
  p95Ms: 1,
  memoryBytes: null,
  ...changes,
});
