import { join } from 'node:path';
import type { BenchResult } from '../result.ts';
import { spread } from './compare.ts';
import type { Content } from './content.ts';
import { figure } from './first-byte.ts';
import { SideProcess } from './side.ts';

const NODES = 19;
/** Fewer than there are others, so that a holder is a stranger to the reader. */
const READER_CONNECTIONS = 8;
const FIRST_BYTE_RUNS = 21;
const FIRST_BYTE_BYTES = 1_000;
const BURST_RUNS = 9;
const BURST_FILES = 100;
const BURST_BYTES = 100_000;

/** A reader in a network of 20 nodes, the others in another process: what it takes to find who has a blob, and to get it. */
export async function crowd({
  folder,
  content,
  say,
}: {
  folder: string;
  content: Content;
  say: (line: string) => void;
}): Promise<readonly BenchResult[]> {
  const network = await SideProcess.start('bench/src/dx/crowd-process.ts', {
    folder: join(folder, 'crowd'),
    nodes: NODES,
  });
  const open = [network];
  try {
    const reader = await SideProcess.start('bench/src/dx/side-process.ts', {
      way: 'dx',
      folder: join(folder, 'reader'),
      address: String(network.ready),
      connections: READER_CONNECTIONS,
    });
    open.unshift(reader);
    const firstBytes: number[] = [];
    for (let run = -2; run < FIRST_BYTE_RUNS; run += 1) {
      const files = [await content.file(FIRST_BYTE_BYTES)];
      const ids = (await network.call('publish', files, 0, String(reader.ready))) as string[];
      // All are connected: there is nobody to look up, and so no figure.
      if (ids.length === 0) break;
      const ms = Number(await reader.call('read', ids, FIRST_BYTE_BYTES));
      if (run >= 0) firstBytes.push(ms);
    }
    const isKnown = firstBytes.length === FIRST_BYTE_RUNS;
    say(
      isKnown
        ? `  first byte by a lookup in 20 nodes: ${spread(firstBytes)} ms`
        : `  no first byte by a lookup: after ${firstBytes.length} the reader was connected to all nodes`,
    );
    const ids = (await network.call('publish', await content.files(BURST_FILES, BURST_BYTES), 0)) as string[];
    const bursts: number[] = [];
    for (let run = -1; run < BURST_RUNS; run += 1) {
      const ms = Number(await reader.call('fetch', ids, BURST_BYTES));
      if (run >= 0) bursts.push(ms);
      await reader.call('forget', ids, 0);
    }
    say(`  100 × 100 KB with lookups: ${spread(bursts)} ms`);
    return [
      ...(isKnown ? [figure('first-byte-dht20-ms', firstBytes)] : []),
      figure('burst-lookup-warm-ms', bursts),
    ];
  } finally {
    for (const process of open) await process.close();
  }
}
