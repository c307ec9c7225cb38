import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { complaintsOf, expectAccessible } from '../support/browser.ts';
import { openChromium } from '../support/chromium.ts';
import { type Program, startDevnet } from '../support/program.ts';

const stateSchema = z.object({
  cockpit: z.object({ url: z.string() }),
  indexer: z.object({ url: z.string() }),
});

/** Of each single wait: a busy machine takes a while. */
const PATIENCE_MS = 100_000;
/** Every route that needs nothing but a running devnet. */
const OWNER = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const ROUTES = [
  '/',
  '/models/0',
  '/provider',
  '/purchases',
  '/owner',
  '/owner/register',
  '/owner/models/0',
  '/settings',
  '/nowhere',
  '/network',
  '/network/providers',
  '/network/parameters',
  '/network/governance',
  '/blocks/1',
  `/accounts/${OWNER}`,
  `/accounts/${OWNER}?part=owner`,
];

describe('the cockpit in Chromium', () => {
  let program: Program;
  let browser: Browser;
  let urls: z.output<typeof stateSchema>;
  beforeAll(async () => {
    const devnet = await startDevnet();
    program = devnet.program;
    urls = stateSchema.parse(JSON.parse(readFileSync(join(devnet.state, 'devnet.json'), 'utf8')));
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('shows the devnet’s model as soon as it is opened', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints = complaintsOf(page);
    await page.goto(urls.cockpit.url);
    await page.getByRole('heading', { name: 'fashion-resnet20' }).waitFor();
    await page.getByRole('link', { name: 'fashion-resnet20' }).click();
    await page.getByRole('heading', { name: 'Who runs it' }).waitFor();
    expect(await page.getByRole('table').getByRole('row').count()).toBe(3);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('chooses a development account, by keyboard alone', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(urls.cockpit.url);
    await page.getByRole('button', { name: 'Connect' }).focus();
    await page.keyboard.press('Enter');
    const account = page.getByRole('button', { name: /Consumer 1/ });
    await account.waitFor();
    await account.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('banner').getByRole('button', { name: 'Consumer 1' }).waitFor();
    await page.reload();
    await page.getByRole('banner').getByRole('button', { name: 'Consumer 1' }).waitFor();
    await page.close();
  });

  it('changes a parameter as the council of one', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const alice = { kind: 'dev', address: OWNER, name: 'Alice', uri: '//Alice' };
    await page.addInitScript(
      `localStorage.setItem('airo.account', ${JSON.stringify(JSON.stringify(alice))})`,
    );
    await page.goto(`${urls.cockpit.url}/#/network/governance`);
    await page.getByLabel('Parameter', { exact: true }).selectOption('Marketplace.Commission');
    await page.getByLabel('New value').fill('2.5');
    await page.getByRole('button', { name: 'Propose' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('none: it is in force at once').waitFor();
    await dialog.getByRole('button', { name: /sign/i }).click();
    await page.getByText('Now: 2.5 %').waitFor();
    await page.goto(`${urls.cockpit.url}/#/network/parameters`);
    await page.getByText('2.5 %', { exact: true }).waitFor();
    await page.close();
  });

  it.each(ROUTES)('is accessible at %s: dark, light and on a phone', async (route) => {
    for (const options of [
      { colorScheme: 'dark' as const },
      { colorScheme: 'light' as const },
      { viewport: { width: 360, height: 740 } },
    ]) {
      const page = await browser.newPage(options);
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${urls.cockpit.url}/#${route}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page
        .getByText(/^Loading /)
        .first()
        .waitFor({ state: 'detached' });
      await expectAccessible(page);
      const width = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      // Nothing is wider than the phone.
      expect(width).toBe(0);
      await page.close();
    }
  });
});
