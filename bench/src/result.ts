import { cpus, totalmem } from 'node:os';

/** One published figure. With a peer measured in the same run, `ratio` is ours over the peer's and `against` names it. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly against?: string;
}

export interface BenchReport {
  readonly suite: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly node: string;
  };
  readonly results: readonly BenchResult[];
}

/** For suites that can do a part of what they do, or less of it. */
export interface SuiteOptions {
  readonly parts?: readonly string[] | undefined;
  /** Requests of the part that watches memory. */
  readonly jobs?: number | undefined;
  /** How long to go on. */
  readonly minutes?: number | undefined;
  /** File to draw to. */
  readonly plot?: string | undefined;
}

/** A suite measures and returns; it asserts nothing about time. */
export interface Suite {
  readonly name: string;
  readonly about: string;
  run(
    say: (line: string) => void,
    signal: AbortSignal,
    options?: SuiteOptions,
  ): Promise<readonly BenchResult[]>;
}

export async function measure(
  suite: Suite,
  say: (line: string) => void,
  signal: AbortSignal,
  options: SuiteOptions = {},
): Promise<BenchReport> {
  const results = await suite.run(say, signal, options);
  const cores = cpus();
  return {
    suite: suite.name,
    machine: {
      cpu: cores[0]?.model ?? 'unknown',
      cores: cores.length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    results,
  };
}

export function toText(report: BenchReport): string {
  const { cpu, cores, memoryGiB, node } = report.machine;
  const rows = report.results.map((r) => {
    const against = r.against === undefined ? '' : `  ${(r.ratio ?? 0).toFixed(3)} × ${r.against}`;
    return `  ${r.name.padEnd(36)} ${r.value.toFixed(2).padStart(12)} ${r.unit.padEnd(10)}${against}`;
  });
  return `${report.suite} on ${cores} × ${cpu}, ${memoryGiB} GiB, Node ${node}\n${rows.join('\n')}\n`;
}
