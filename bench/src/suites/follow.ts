import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Closer } from '@airo/program';
import type { Suite } from '../result.ts';
import { catchUpResults } from '../wingman/catch-up.ts';

export const follow: Suite = {
  name: 'follow',
  about: 'how fast a bot that was away catches up with the chain',
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
    const open = new Closer((name, error) => say(`${name} did not end well: ${String(error)}`));
    try {
      return await catchUpResults(folder, say, open);
    } finally {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
