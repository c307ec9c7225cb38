import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { expectAccessible } from '../support/browser.ts';
import { openChromium } from '../support/chromium.ts';
import { Door } from '../support/door.ts';
import { descendants } from '../support/processes.ts';
import { type Program, startDevnet } from '../support/program.ts';
import { installWallet, type TestWallet } from '../support/wallet.ts';

const stateSchema = z.object({
  pid: z.int(),
  chain: z.object({ url: z.string() }),
  cockpit: z.object({ url: z.string() }),
  wingmen: z.array(z.object({ url: z.string() })).length(2),
});
/** Of each single wait: a busy machine takes a while to bid, to run a model, to make a block. */
const PATIENCE_MS = 120_000;
/** Time for an answer: enough for any machine, and few enough blocks to be made at once when it has to be over. */
const RESPONSE_BLOCKS = 40;
/** Of `devnet/src/constants.ts`: the cheaper bot, which wins. */
const WINNER = '//Wing2';

/** One devnet, one page: what is awarded in one test is used in the next. The wallet is an extension's. */
describe('when something fails', () => {
  let program: Program;
  let state: z.output<typeof stateSchema>;
  let browser: Browser;
  let page: Page;
  let wallet: TestWallet;
  let chain: Door;
  let base: string;
  beforeAll(async () => {
    const devnet = await startDevnet();
    program = devnet.program;
    state = stateSchema.parse(JSON.parse(readFileSync(join(devnet.state, 'devnet.json'), 'utf8')));
    const way = await Door.open(state.chain.url);
    chain = way.door;
    base = `${state.cockpit.url}/?endpoint=${encodeURIComponent(way.url)}#`;
    browser = await openChromium();
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    wallet = await installWallet(page, '//Consumer1');
    await page.goto(`${base}/models/0/buy`);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('button', { name: 'Ask the extensions in this browser' }).click();
    await page.getByRole('button', { name: /Extension key/ }).click();
  });
  afterAll(async () => {
    signalWinner('SIGCONT');
    await browser?.close();
    await chain?.shut();
    await program?.stop();
  });

  const sign = () => page.getByRole('button', { name: 'Sign in the wallet' }).click();
  const click = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor();

  function signalWinner(signal: NodeJS.Signals): void {
    const isWinner = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(WINNER);
    const pid = state && descendants(state.pid).find(isWinner);
    if (pid !== undefined) process.kill(pid, signal);
  }

  it('says when the wallet does not sign, and why nobody would bid; what the order held comes back', async () => {
    await said(/of 2 providers would bid now/);
    await page.getByLabel('Inferences', { exact: true }).fill('10');
    await click('Next');
    await page.getByLabel('At most for one inference (AIRO)').fill('0.004');
    await said('0 of 2 providers would bid now');
    await click('Next');
    wallet.willing = false;
    await click('Place the order');
    await sign();
    await said('The wallet did not sign');
    await said('Nothing was sent and nothing was paid. Do it again whenever you like.');
    await expectAccessible(page);

    wallet.willing = true;
    await click('Place the order');
    await sign();
    await page.getByRole('heading', { name: '0 bids' }).waitFor();
    await said('No provider would bid on this');
    await said('0 of 2 providers would bid now');
    expect(await page.getByText('because the price is above what the consumer pays at most').count()).toBe(2);
    await expectAccessible(page);
    await click('Cancel the order');
    await sign();
    await page.getByRole('heading', { name: 'It was cancelled' }).waitFor();
    await said(/0\.04 AIRO.*came back/);
    expect(wallet.asked).toBe(3);
  });

  it('finds the chain again without a reload, and signs nothing in between', async () => {
    await page.getByRole('link', { name: 'Order again' }).click();
    await said(/of 2 providers would bid now/);
    await page.getByLabel('Inferences', { exact: true }).fill('10');
    await click('Next');
    await page.getByText('More limits').click();
    await page.getByLabel('An answer takes at most (blocks)').fill(String(RESPONSE_BLOCKS));
    await click('Next');
    await click('Place the order');
    await sign();
    await page.getByRole('heading', { name: '2 bids' }).waitFor();
    await page.evaluate('window.isTheSame = true');

    await chain.shut();
    await said('The chain is away: what you see may be old');
    await page.getByRole('heading', { name: '2 bids' }).waitFor();
    const best = page.getByRole('row').filter({ hasText: 'best value' });
    await best.getByRole('button', { name: /Award/ }).click();
    await said('The chain does not answer');
    await said(/Nothing was sent\./);
    await expectAccessible(page);

    await chain.open();
    await page.getByText('The chain is away').waitFor({ state: 'detached' });
    await click('Try again');
    await sign();
    await page.getByRole('heading', { name: '10 of 10 inferences left' }).waitFor();
    expect(await page.evaluate('window.isTheSame')).toBe(true);
  });

  it('tells which bytes Dx does not have; they are fetched again, or put on chain by the provider', async () => {
    await page.getByRole('link', { name: 'Try it' }).click();
    await click('Take one at random');
    // Whatever is asked for, the dx-node looks for something that nobody has.
    const blobs = /\/v1\/blobs\/0x/;
    await page.route(blobs, (route) => {
      const nobodys = route
        .request()
        .url()
        .replace(/0x[0-9a-f]{64}/, `0x${'ab'.repeat(32)}`);
      return route.continue(route.request().method() === 'GET' ? { url: nobodys } : {});
    });
    await click('Ask the model');
    await sign();
    await page.getByRole('heading', { name: '3. No answer' }).waitFor();
    await said(/The provider answered, and the answer’s hash is on chain/);
    await said('Nobody on Dx has these bytes now');
    await expectAccessible(page);
    await click('Fetch it again');
    await said('Nobody on Dx has these bytes now');
    await click('Demand it on chain');
    await sign();
    const answer = page.getByRole('list', { name: 'What the model says' });
    await answer.waitFor();

    await click('Ask the model');
    await sign();
    await page.getByRole('heading', { name: '3. No answer' }).waitFor();
    await page.unroute(blobs);
    await click('Fetch it again');
    await answer.waitFor();
  });

  it('says that a provider stopped, and brings the money back', async () => {
    signalWinner('SIGSTOP');
    await click('Ask the model');
    await sign();
    await said(/^The provider has until block/);
    await newBlocks(RESPONSE_BLOCKS);
    await said('The provider did not answer in time');
    await expectAccessible(page);
    await click('Take the request back');
    await sign();
    await page.getByRole('heading', { name: '3. No answer' }).waitFor();
    await said(/0\.008 AIRO.*came back.*of compensation/);

    await page.getByRole('link', { name: 'What else can be done with the agreement' }).click();
    await page.getByRole('row').filter({ hasText: 'not answered in time' }).waitFor();
    await expectAccessible(page);
  });

  it('tells the provider that its bot is away, and finds it again', async () => {
    const { door, url } = await Door.open(state.wingmen[0]?.url ?? '');
    try {
      await door.shut();
      await page.goto(`${base}/provider?bot=${encodeURIComponent(JSON.stringify(url))}&view=status`);
      await said('The Wingman does not answer');
      await said(/^Start it, or check its URL/);
      await expectAccessible(page);
      await door.open();
      await click('Try again');
      await page.getByRole('tabpanel').waitFor();
      await door.shut();
      await said('The bot is away: what you see may be old');
    } finally {
      await door.shut();
    }
  });

  async function newBlocks(count: number): Promise<void> {
    const response = await fetch(state.chain.url.replace(/^ws/, 'http'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dev_newBlock', params: [{ count }] }),
    });
    expect(await response.json()).toHaveProperty('result');
  }
});
