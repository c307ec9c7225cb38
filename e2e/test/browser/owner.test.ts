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
});

/** Of each single wait: a busy machine takes a while, and a claim has to be some blocks old. */
const PATIENCE_MS = 180_000;
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
/** `//Bob`. */
const OTHER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const SECOND = join(import.meta.dirname, '../../../models/fashion-resnet8-other.onnx');

describe('a model owner in Chromium', () => {
  let program: Program;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    const devnet = await startDevnet();
    program = devnet.program;
    url = stateSchema.parse(JSON.parse(readFileSync(join(devnet.state, 'devnet.json'), 'utf8'))).cockpit.url;
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('drops a second ONNX file, runs it in the browser, registers it, offers it for sale, tells it better and gives it away', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints = complaintsOf(page);
    const account = { kind: 'dev', address: ALICE, name: 'Alice', uri: '//Alice' };
    await page.addInitScript(
      `localStorage.setItem('airo.account', ${JSON.stringify(JSON.stringify(account))})`,
    );
    await page.goto(`${url}/#/owner/register`);
    await page.getByLabel(/^Drop an ONNX file/).setInputFiles(SECOND);
    await page.getByText('image: FP32 [any, 1, 28, 28]').waitFor();
    await page.getByRole('button', { name: 'Run it here' }).click();
    await page.getByText(/^2 reference answers/).waitFor();
    await page.getByLabel('Name').fill('second-model');
    await page.getByLabel('Licence').fill('Apache-2.0');
    await page.getByLabel('Royalty in AIRO').fill('0.001');
    await page.getByLabel('Made from model').fill('0');
    await page.getByLabel('Its owner’s share in percent').fill('20');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText('Registered.').waitFor();
    await page.getByRole('link', { name: /^Model \d+$/ }).click();
    await page.getByLabel('Price in AIRO').fill('250');
    await page.getByRole('button', { name: 'Offer for sale' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText(/^Anybody can buy it for/).waitFor();
    await page.getByText('model 0, which gets 20 % of the royalties').waitFor();
    await page.getByRole('button', { name: 'Write a new version' }).click();
    await page.getByLabel('Description').fill('The second model, told better');
    await page.getByRole('button', { name: /^Publish version \d+$/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click();
    await page.getByRole('button', { name: 'Write a new version' }).waitFor();
    await expectAccessible(page);
    const model = page.url();
    await page.goto(`${url}/#/owner`);
    await page.getByRole('link', { name: 'second-model' }).waitFor();
    await page.goto(model);
    await page.getByLabel('New owner’s address').fill(OTHER);
    await page.getByRole('button', { name: 'Transfer the model' }).click();
    await page
      .getByRole('dialog')
      .getByText('the royalty of every inference that is paid from then on')
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText('Its owner does not offer it for sale.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }, 900_000);
});
