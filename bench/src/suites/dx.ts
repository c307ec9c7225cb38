import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Content } from '../dx/content.ts';
import { crowd } from '../dx/crowd.ts';
import { firstByteKnown } from '../dx/first-byte.ts';
import { put } from '../dx/put.ts';
import { slowReader } from '../dx/slow-reader.ts';
import { transfers } from '../dx/transfers.ts';
import { BenchError } from '../errors.ts';
import type { BenchResult, Suite } from '../result.ts';

interface Stage {
  readonly folder: string;
  readonly content: Content;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const PARTS: Record<string, (stage: Stage) => Promise<readonly BenchResult[]>> = {
  stream: (stage) => transfers('stream', stage),
  get: (stage) => transfers('get', stage),
  'first-byte': firstByteKnown,
  burst: (stage) => transfers('burst', stage),
  crowd,
  'slow-reader': slowReader,
  put,
};

export const dx: Suite = {
  name: 'dx',
  about: 'content between two processes, disk to disk, against raw TCP, Helia 7 and an HTTP file server',
  async run(say, signal, { parts = Object.keys(PARTS) } = {}) {
    const results: BenchResult[] = [];
    for (const part of parts) {
      const measurePart = PARTS[part];
      if (measurePart === undefined)
        throw new BenchError(
          'PART_UNKNOWN',
          `dx has no part "${part}"; it has ${Object.keys(PARTS).join(', ')}`,
          {
            part,
          },
        );
      signal.throwIfAborted();
      const folder = await mkdtemp(join(tmpdir(), 'airo-bench-dx-'));
      say(`${part} …`);
      const began = performance.now();
      try {
        results.push(...(await measurePart({ folder, content: new Content(folder), say, signal })));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
      say(`  took ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    }
    return results;
  },
};
