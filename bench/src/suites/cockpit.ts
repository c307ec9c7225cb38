import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from '../child.ts';
import { land, openChromium } from '../cockpit/landing.ts';
import { median } from '../figures.ts';
import type { Suite } from '../result.ts';

const VISITS = 5;
const PORTS = ['chain', 'dx', 'wingman', 'indexer', 'cockpit'].flatMap((part) => [`--${part}-port`, '0']);
const stateSchema = z.object({ cockpit: z.object({ url: z.string() }) });

export const cockpit: Suite = {
  name: 'cockpit',
  about: 'the page in Chromium over a devnet: what a first visit loads and when it shows the catalogue',
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
    const state = join(folder, 'state');
    say('starting a devnet …');
    const devnet = await startChild(
      'devnet/src/main.ts',
      ['--state', state, ...PORTS],
      (output) => output.includes('Airo is up') || undefined,
    );
    try {
      const text = await readFile(join(state, 'devnet.json'), 'utf8');
      const { url } = stateSchema.parse(JSON.parse(text)).cockpit;
      const browser = await openChromium();
      try {
        const visits = [];
        for (let i = 1; i <= VISITS; i += 1) {
          say(`visit ${i} of ${VISITS} …`);
          visits.push(await land(browser, url));
        }
        return [
          { name: 'landing-gzip-kb', value: median(visits.map(({ gzipKb }) => gzipKb)), unit: 'kB' },
          { name: 'lcp-ms', value: median(visits.map(({ lcpMs }) => lcpMs)), unit: 'ms' },
        ];
      } finally {
        await browser.close();
      }
    } finally {
      await devnet.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
