import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BenchError } from '../errors.ts';
import type { BenchResult, Suite } from '../result.ts';

const MAIN = fileURLToPath(new URL('../../../devnet/src/main.ts', import.meta.url));
const STARTS = 3;
const BLOCKS = 1_000;
const BLOCKS_PER_CALL = 50;
const BYTES_PER_MB = 1_000_000;

const stateSchema = z.object({ chain: z.object({ url: z.string() }) });

interface Running {
  readonly process: ChildProcess;
  readonly seconds: number;
}

/** Starts everything as `npm start` does, on free ports, and waits for the table of URLs. */
async function start(state: string): Promise<Running> {
  const began = performance.now();
  const ports = ['--chain-port', '0', '--dx-port', '0', '--wingman-port', '0'];
  const child = spawn(process.execPath, [MAIN, '--state', state, ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  await new Promise<void>((up, failed) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Airo is up')) up();
    });
    child.once('close', () =>
      failed(new BenchError('RUN_FAILED', `the devnet ended before it was up:\n${output}`, {})),
    );
  });
  return { process: child, seconds: (performance.now() - began) / 1000 };
}

async function stop({ process: child }: Running): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
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
    const answer = await fetch(chain.url.replace('ws:', 'http:'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: made,
        method: 'dev_newBlock',
        params: [{ count: BLOCKS_PER_CALL }],
      }),
    });
    const body = z.object({ result: z.string() }).safeParse(await answer.json());
    if (!body.success) {
      throw new BenchError('RUN_FAILED', `no block was made after ${made}: ${body.error.message}`, { made });
    }
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
        await stop(running);
      }
      say(`start ${STARTS} of ${STARTS}, and ${BLOCKS} blocks …`);
      const running = await start(state);
      seconds.push(running.seconds);
      try {
        results.push({ name: 'state-mb-at-start', value: await folderMb(state), unit: 'MB' });
        await makeBlocks(state);
        results.push({ name: `state-mb-after-${BLOCKS}-blocks`, value: await folderMb(state), unit: 'MB' });
      } finally {
        await stop(running);
      }
      const sorted = seconds.toSorted((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
      return [
        { name: 'start-s-p50', value: median, unit: 's' },
        { name: 'start-s-max', value: Math.max(...seconds), unit: 's' },
        ...results,
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
