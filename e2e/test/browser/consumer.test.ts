import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { complaintsOf, expectAccessible } from '../support/browser.ts';
import { openChromium } from '../support/chromium.ts';
import { press } from '../support/keyboard.ts';
import { type Program, startDevnet } from '../support/program.ts';

const stateSchema = z.object({ cockpit: z.object({ url: z.string() }) });
/** Of each single wait: a busy machine takes a while to bid, to run a model, to make a block. */
const PATIENCE_MS = 120_000;
const PICTURES = 20;

async function signed(page: Page, title: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByText('Fee').first().waitFor();
  await dialog.getByRole('button', { name: 'Sign and send' }).click();
}

/** The same without a mouse. */
async function signedByKeys(page: Page, title: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByText('Fee', { exact: true }).waitFor();
  await press(page, dialog.getByRole('button', { name: 'Sign and send' }));
}

describe('a consumer in the browser', () => {
  let program: Program;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];
  beforeAll(async () => {
    const devnet = await startDevnet();
    program = devnet.program;
    const { cockpit } = stateSchema.parse(
      JSON.parse(readFileSync(join(devnet.state, 'devnet.json'), 'utf8')),
    );
    browser = await openChromium();
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    complaints = complaintsOf(page);
    await page.goto(cockpit.url);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('buys, chooses, asks and gets the right answers from a real model; the first of them by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('button', { name: /Consumer 1/ }).click();
    await page.getByRole('link', { name: 'fashion-resnet20' }).click();
    await press(page, page.getByRole('link', { name: 'Buy inferences' }));

    // Three steps.
    await page.getByText('2 of 2 providers would bid now').waitFor();
    await page.getByLabel('Inferences', { exact: true }).fill('30');
    await expectAccessible(page);
    await press(page, page.getByRole('button', { name: 'Next' }));
    expect(await page.getByLabel('At most for one inference (AIRO)').inputValue()).toBe('0.015');
    await expectAccessible(page);
    await press(page, page.getByRole('button', { name: 'Next' }));
    await page.getByText('Worst case, held from now on').waitFor();
    await expectAccessible(page);
    await press(page, page.getByRole('button', { name: 'Place the order' }));
    await signedByKeys(page, /Order 30 inferences/);

    // Both bots bid; the cheaper one is marked.
    await page.getByRole('heading', { name: '2 bids' }).waitFor();
    const best = page.getByRole('row').filter({ hasText: 'best value' });
    await best.getByText('0.008').waitFor();
    await expectAccessible(page);
    await press(page, best.getByRole('button', { name: /Award/ }));
    await signedByKeys(page, /Award order/);

    // The agreement, then one picture.
    await page.getByRole('heading', { name: '30 of 30 inferences left' }).waitFor();
    await expectAccessible(page);
    await press(page, page.getByRole('link', { name: 'Try it' }));
    await press(page, page.getByRole('button', { name: 'Take one at random' }));
    await page.getByRole('img', { name: /as the model sees it/ }).waitFor();
    await press(page, page.getByRole('button', { name: 'Ask the model' }));
    await signedByKeys(page, /Ask the model/);
    const answer = page.getByRole('list', { name: 'What the model says' });
    await answer.waitFor();
    expect(await answer.getByRole('listitem').count()).toBe(10);
    await page.getByText('From click to answer').waitFor();
    await expectAccessible(page);

    // Many, judged by their labels: of these 20 the model is known to get 18 right or more.
    await page.getByRole('link', { name: 'To the agreement' }).click();
    await page.getByRole('link', { name: 'Many at once' }).click();
    await page.getByRole('button', { name: `Take ${PICTURES} test pictures` }).click();
    await page.getByRole('button', { name: `Ask about ${PICTURES} pictures` }).click();
    await signed(page, new RegExp(`Ask about ${PICTURES} pictures`));
    const verdict = page.getByRole('heading', { name: new RegExp(`of ${PICTURES} right`) });
    await verdict.waitFor();
    const right = Number(/^(\d+) of/.exec((await verdict.textContent()) ?? '')?.[1]);
    expect(right).toBeGreaterThanOrEqual(18);
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(csv).toHaveLength(PICTURES + 1);

    // Every request with its blocks, accepted and paid.
    await page.getByRole('link', { name: 'To the agreement' }).click();
    await page.getByRole('button', { name: /Accept 21 answers/ }).click();
    await signed(page, /Accept 21 answers/);
    await page.getByRole('heading', { name: '9 of 30 inferences left' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'paid' }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes an order back, and is told what came back', async () => {
    await page.getByRole('link', { name: 'Models', exact: true }).click();
    await page.getByRole('link', { name: 'fashion-resnet20' }).click();
    await page.getByRole('link', { name: 'Buy inferences' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Place the order' }).click();
    await signed(page, /Order 100 inferences/);
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    await signed(page, /Cancel order/);
    await page.getByRole('heading', { name: 'It was cancelled' }).waitFor();
    await page.getByText(/came back/).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is asked before anything is signed, and nothing is sent when it says no', async () => {
    await page.getByRole('link', { name: 'Order again' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Place the order' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Fee').first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Place the order' }).waitFor();
    await page.getByRole('link', { name: 'My purchases' }).click();
    await page.getByRole('table', { name: 'Orders of this account' }).waitFor();
    await page
      .getByRole('link', { name: /no\. 1 on model/ })
      .first()
      .waitFor();
    expect(await page.getByRole('link', { name: /no\. 2 on model/ }).count()).toBe(0);
    await expectAccessible(page);
  });
});
