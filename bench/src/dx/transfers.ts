import type { BenchResult } from '../result.ts';
import { compare } from './compare.ts';
import type { Content } from './content.ts';
import { installHelia } from './install-helia.ts';
import { Pair } from './pair.ts';
import type { SideInit } from './side-calls.ts';

const KB = 1_000;
const MB = 1_000_000;
const RUNS = 9;

interface Part {
  readonly name: string;
  readonly files?: number;
  readonly bytes: number;
  readonly what: 'fetch' | 'read';
  readonly peers: readonly SideInit['way'][];
}

const PARTS: Record<string, readonly Part[]> = {
  stream: [{ name: 'stream-128mb', bytes: 128 * MB, what: 'fetch', peers: ['tcp', 'http'] }],
  get: [
    { name: 'get-100kb', bytes: 100 * KB, what: 'read', peers: ['helia', 'http'] },
    { name: 'get-1mb', bytes: MB, what: 'read', peers: ['helia', 'http'] },
    { name: 'get-16mb', bytes: 16 * MB, what: 'read', peers: ['helia', 'http'] },
  ],
  burst: [{ name: 'burst-100x100kb', files: 100, bytes: 100 * KB, what: 'fetch', peers: ['tcp'] }],
};

/** A few runs more where one takes milliseconds. */
const runsOf = ({ bytes, files = 1 }: Part) => (bytes * files <= MB ? 3 * RUNS : RUNS);

/** Files between two processes, over dx-node and by turns over what it is compared with. */
export async function transfers(
  part: 'stream' | 'get' | 'burst',
  { folder, content, say }: { folder: string; content: Content; say: (line: string) => void },
): Promise<readonly BenchResult[]> {
  const parts = PARTS[part] ?? [];
  if (parts.some(({ peers }) => peers.includes('helia'))) await installHelia(say);
  const open: Pair[] = [];
  try {
    const dx = await Pair.start('dx', folder);
    open.push(dx);
    const peers = new Map<string, Pair>();
    for (const way of new Set(parts.flatMap((each) => each.peers))) {
      const pair = await Pair.start(way, folder);
      open.push(pair);
      peers.set(way, pair);
    }
    const results: BenchResult[] = [];
    for (const each of parts) {
      const against = each.peers.flatMap((way) => peers.get(way) ?? []);
      const comparison = { files: 1, ...each, runs: runsOf(each), peers: against };
      results.push(...(await compare(dx, comparison, { content, say })));
    }
    return results;
  } finally {
    await Promise.all(open.map((pair) => pair.close()));
  }
}
