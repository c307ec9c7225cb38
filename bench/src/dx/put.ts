import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inCheckout } from '../child.ts';
import { median } from '../figures.ts';
import type { BenchResult } from '../result.ts';
import { spread } from './compare.ts';
import type { Content } from './content.ts';
import { keyOfFile } from './key-of-file.ts';
import { startProgram } from './program.ts';

const run = promisify(execFile);
const BYTES = 1_000_000_000;
const RUNS = 9;
const SAMPLE_MS = 100;

/** `dx put` of a large file against `sha256sum` and a copy that is on disk when it ends, as the blob is. */
export async function put({
  folder,
  content,
  say,
}: {
  folder: string;
  content: Content;
  say: (line: string) => void;
}): Promise<readonly BenchResult[]> {
  const node = await startProgram(join(folder, 'put'));
  try {
    const file = await content.file(BYTES);
    const key = await keyOfFile(file);
    const copy = join(folder, 'copy');
    const [ours, theirs]: [number[], number[]] = [[], []];
    const before = await node.metric('process_resident_memory_bytes');
    let peak = before;
    const watch = setInterval(async () => {
      peak = Math.max(peak, await node.metric('process_resident_memory_bytes').catch(() => 0));
    }, SAMPLE_MS);
    try {
      for (let i = 0; i < RUNS; i += 1) {
        theirs.push(
          await timed(async () => {
            await run('sha256sum', [file]);
            await run('cp', [file, copy]);
            await run('sync', ['--data', copy]);
          }),
        );
        await rm(copy);
        ours.push(
          await timed(() =>
            run(process.execPath, [inCheckout('dx-node/src/cli/main.ts'), 'put', file, '--url', node.rpcUrl]),
          ),
        );
        await fetch(`${node.rpcUrl}/`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dx_delete', params: [key] }),
        });
      }
    } finally {
      clearInterval(watch);
    }
    const ratios = theirs.map((ms, i) => ms / (ours[i] ?? Number.NaN));
    say(`  1 GB in ${spread(ours)} ms against ${spread(theirs)} ms, ratio ${spread(ratios)}`);
    return [
      {
        name: 'put-1gb-vs-copy',
        value: BYTES / 1_000 / median(ours),
        unit: 'MB/s',
        ratio: median(ratios),
        against: 'sha256sum, cp and sync',
        low: Math.min(...ratios),
        high: Math.max(...ratios),
      },
      { name: 'put-1gb-rss-mb', value: (peak - before) / 1e6, unit: 'MB' },
    ];
  } finally {
    await node.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
