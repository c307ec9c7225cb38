/** The middle value, the upper one of an even number of them; NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of them don't exceed, the nearest above; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return sorted[at] ?? Number.NaN;
}

/** A block, how many calls it holds, and how long it took. */
export interface TimedBlock {
  readonly calls: number;
  /** Making it, by its author. */
  readonly constructMs: number;
  /** Checking and importing it, by another node. */
  readonly importMs: number;
  /** Its author left transactions out for want of room or time. */
  readonly full: boolean;
}

/** Calls in a block that is full; when none was, the most that came together, which is no more than a lower bound. */
export function callsPerBlock(blocks: readonly TimedBlock[]): number {
  const full = blocks.filter((block) => block.full);
  if (full.length === 0) return Math.max(0, ...blocks.map(({ calls }) => calls));
  return full.reduce((sum, { calls }) => sum + calls, 0) / full.length;
}

/** Time that one call adds to a block, in ms: that of all blocks less what blocks without calls take. */
export function perCall(
  blocks: readonly TimedBlock[],
  time: 'constructMs' | 'importMs',
  idleMs: number,
): number {
  const calls = blocks.reduce((sum, block) => sum + block.calls, 0);
  const spent = blocks.reduce((sum, block) => sum + Math.max(0, block[time] - idleMs), 0);
  return spent / calls;
}

/** How many calls fit into what ordinary calls of a block may take together; both in the same unit of time. */
export function fitting(budget: number, each: number): number {
  return Math.floor(budget / each);
}
