import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { expectAccessible } from '../support/browser.ts';
import { openChromium } from '../support/chromium.ts';
import { demo } from '../support/demo.ts';
import { type Program, startDevnet } from '../support/program.ts';

const stateSchema = z.object({
  cockpit: z.object({ url: z.string() }),
  wingmen: z.array(z.object({ account: z.string(), url: z.string() })).length(2),
});
const VIEWS = ['status', 'pricing', 'jobs', 'decisions', 'earnings', 'models', 'live'];
/** Of one thing on the page, on a machine that does much else. */
const PATIENCE_MS = 120_000;

describe('the provider’s console in Chromium', () => {
  let program: Program;
  let folder: string;
  let browser: Browser;
  let urls: z.output<typeof stateSchema>;
  beforeAll(async () => {
    const devnet = await startDevnet();
    ({ program, state: folder } = devnet);
    urls = stateSchema.parse(JSON.parse(readFileSync(join(folder, 'devnet.json'), 'utf8')));
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const consoleOf = (bot: string, view: string) =>
    `${urls.cockpit.url}/#/provider?bot=${encodeURIComponent(JSON.stringify(bot))}&view=${view}`;

  it('lowers a price, and the bot that lost before wins the next order', async () => {
    const [first, second] = urls.wingmen;
    if (!first || !second) throw new TypeError('the devnet has two bots');
    expect((await demo(folder, '--inferences', '2')).provider).toBe(second.account);
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${urls.cockpit.url}/#/provider`);
    await page.getByRole('button', { name: `Open ${first.url}` }).click();
    await page.getByRole('tab', { name: 'Prices' }).click();
    await page.getByLabel('Price per inference').fill('0.006');
    await page.getByText('would bid', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Put in force' }).click();
    await page.getByText('In force: version 2.').waitFor();
    expect((await demo(folder, '--inferences', '2')).provider).toBe(first.account);
    await page.getByRole('tab', { name: 'Decisions' }).click();
    await page.getByRole('cell', { name: 'won', exact: true }).first().waitFor();
    await page.close();
  });

  it.each(VIEWS)('is accessible in %s: dark, light and on a phone', async (view) => {
    for (const options of [
      { colorScheme: 'dark' as const },
      { colorScheme: 'light' as const },
      { viewport: { width: 360, height: 740 } },
    ]) {
      const page = await browser.newPage(options);
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(consoleOf(urls.wingmen[0]?.url ?? '', view));
      await page.getByRole('tabpanel').waitFor();
      await page
        .getByText(/^Loading /)
        .first()
        .waitFor({ state: 'detached' });
      await expectAccessible(page);
      // Nothing is wider than the phone.
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
      await page.close();
    }
  });
});
