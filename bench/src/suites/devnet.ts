import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, startChild } from '../child.ts';
import { median } from '../figures.ts';
import type { BenchResult, Suite } from '../result.ts';
import { ask } from '../rpc.ts';

const STARTS = 3;
const BLOCKS = 1_000;
const BLOCKS_PER_CALL = 50;
const BYTES_PER_MB = 1_000_000;

const stateSchema = z.object({ chain: z.object({ url: z.string() }) });

interface Running extends Child<true> {
  readonly seconds: number;
}

/** Starts everything as `npm start` does, on free ports, and waits for the table of URLs. */
async function start(state: string): Promise<Running> {
  const began = performance.now();
  const ports = [
    '--chain-port',
    '0',
    '--dx-port',
    '0',
    '--wingman-port',
    '0',
    '--indexer-port',
    '0',
    '--cockpit-port',
    '0',
  ];
  const child = await startChild(
    'devnet/src/main.ts',
    ['--state', state, ...ports],
    (output) => output.includes('Airo is up') || undefined,
  );
  return { ...child, seconds: (performance.now() - began) / 1000 };
}

async function folderMb(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (f) => (await stat(join(f.parentPath, f.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / BYTES_PER_MB;
}

async function makeBlocks(state: string): Promise<void> {
  const { chain } = stateSchema.parse(JSON.parse(await readFile(join(state, 'devnet.json'), 'utf8')));
  for (let made = 0; made < BLOCKS; made += BLOCKS_PER_CALL) {
    await ask(chain.url, 'dev_newBlock', [{ count: BLOCKS_PER_CALL }], z.string());
  }
}

export const devnet: Suite = {
  name: 'devnet',
  about: '`npm start`: seconds until everything is up, and what its state folder grows to in 1,000 blocks',
  async run(say) {
    const results: BenchResult[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
    const state = join(folder, 'state');
    try {
      const seconds: number[] = [];
      for (let i = 1; i < STARTS; i += 1) {
        say(`start ${i} of ${STARTS} …`);
        const running = await start(state);
        seconds.push(running.seconds);
        await running.stop();
      }
      say(`start ${STARTS} of ${STARTS}, and ${BLOCKS} blocks …`);
      const running = await start(state);
      seconds.push(running.seconds);
      try {
        results.push({ name: 'state-mb-at-start', value: await folderMb(state), unit: 'MB' });
        await makeBlocks(state);
        results.push({ name: `state-mb-after-${BLOCKS}-blocks`, value: await folderMb(state), unit: 'MB' });
      } finally {
        await running.stop();
      }
      return [
        { name: 'start-s-p50', value: median(seconds), unit: 's' },
        { name: 'start-s-max', value: Math.max(...seconds), unit: 's' },
        ...results,
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
