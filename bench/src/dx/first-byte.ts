import { median } from '../figures.ts';
import type { BenchResult } from '../result.ts';
import { spread } from './compare.ts';
import type { Content } from './content.ts';
import { Pair } from './pair.ts';

const BYTES = 1_000;
const RUNS = 27;
const WARM_UP_RUNS = 5;

/** Until the first byte of a blob that a connected peer has is in the asker's hands: checked and stored, as all bytes are. */
export async function firstByteKnown({
  folder,
  content,
  say,
}: {
  folder: string;
  content: Content;
  say: (line: string) => void;
}): Promise<readonly BenchResult[]> {
  const dx = await Pair.start('dx', folder);
  try {
    const ms: number[] = [];
    for (let run = -WARM_UP_RUNS; run < RUNS; run += 1) {
      const ids = await dx.publish([await content.file(BYTES)]);
      const took = await dx.time('read', ids, BYTES);
      if (run >= 0) ms.push(took);
    }
    say(`  first byte from a known peer: ${spread(ms)} ms`);
    return [figure('first-byte-known-ms', ms)];
  } finally {
    await dx.close();
  }
}

/** The median of several runs, with the lowest and the highest. */
export function figure(name: string, ms: readonly number[]): BenchResult {
  return { name, value: median(ms), unit: 'ms', low: Math.min(...ms), high: Math.max(...ms) };
}
