import { rm } from 'node:fs/promises';
import { median } from '../figures.ts';
import type { BenchResult } from '../result.ts';
import type { Content } from './content.ts';
import type { Pair } from './pair.ts';

const MB = 1e6;

export interface Comparison {
  /** Of the figure, without the peer. */
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly runs: number;
  /** Of dx-node: into its store, or into the asker's hands too. */
  readonly what: 'fetch' | 'read';
  readonly peers: readonly Pair[];
}

/**
 * Times files over dx-node and over each peer by turns and tells of each peer how many times as fast
 * dx-node was: the median of the rounds, so that what slows a round down slows both.
 */
export async function compare(
  dx: Pair,
  { name, files, bytes, runs, what, peers }: Comparison,
  { content, say }: { content: Content; say: (line: string) => void },
): Promise<readonly BenchResult[]> {
  const pairs = [dx, ...peers];
  const ms = new Map(pairs.map((pair) => [pair, [] as number[]]));
  const published = new Map<Pair, readonly string[]>();
  // The first round warms up and doesn't count.
  for (let run = -1; run < runs; run += 1) {
    // Who is first changes.
    for (const pair of pairs.map((_, i) => pairs[(i + run + 1) % pairs.length] as Pair)) {
      const ids = published.get(pair) ?? (await publish(pair, await content.files(files, bytes)));
      const took = await pair.time(pair === dx ? what : 'fetch', ids, bytes);
      if (run >= 0) ms.get(pair)?.push(took);
      await pair.forget('receiver', ids);
      if (pair.canResend) published.set(pair, ids);
    }
  }
  for (const [pair, ids] of published) await pair.forget('sender', ids);
  const speeds = (pair: Pair) => (ms.get(pair) ?? []).map((took) => (files * bytes * 1_000) / MB / took);
  const ours = speeds(dx);
  return peers.map((peer) => {
    const theirs = speeds(peer);
    const ratios = ours.map((speed, run) => speed / (theirs[run] ?? Number.NaN));
    say(`  ${name}-vs-${peer.way}: ${spread(ours)} MB/s against ${spread(theirs)}, ratio ${spread(ratios)}`);
    return {
      name: `${name}-vs-${peer.way}`,
      value: median(ours),
      unit: 'MB/s',
      ratio: median(ratios),
      against: AGAINST[peer.way],
      low: Math.min(...ratios),
      high: Math.max(...ratios),
    };
  });
}

async function publish(pair: Pair, files: readonly string[]): Promise<readonly string[]> {
  const ids = await pair.publish(files);
  for (const file of files) await rm(file);
  return ids;
}

const AGAINST: Record<Pair['way'], string> = {
  dx: 'dx-node',
  helia: 'Helia 7, Bitswap and UnixFS',
  http: 'a plain HTTP file server',
  tcp: 'raw TCP, file to file, no checks',
};

/** Median, lowest and highest. */
export function spread(values: readonly number[]): string {
  const text = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}
