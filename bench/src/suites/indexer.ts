import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureIndexing } from '@airo/indexer/measure';
import type { Suite } from '../result.ts';

const BLOCKS = 100_000;

export const indexer: Suite = {
  name: 'indexer',
  about: 're-index of 100,000 synthetic blocks into PGlite, against bare inserts of the same rows',
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
    try {
      const { blocks, rows, indexSeconds, rawSeconds } = await measureIndexing(folder, BLOCKS, say);
      return [
        {
          name: 're-index-blocks-per-s',
          value: blocks / indexSeconds,
          unit: 'blocks/s',
          ratio: rawSeconds / indexSeconds,
          against: 'bare inserts of the same rows into PGlite',
        },
        { name: 're-index-rows', value: rows, unit: 'rows' },
        { name: 're-index-seconds', value: indexSeconds, unit: 's' },
        { name: 'bare-inserts-seconds', value: rawSeconds, unit: 's' },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
