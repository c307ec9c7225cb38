import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { openChromium } from '../support/chromium.ts';
import { runProgram, startDevnet } from '../support/program.ts';

/**
 * `npm run screenshots`: every view of the Cockpit, over a devnet on which the demo has run and an agreement is open, into
 * `screenshots/`: dark and light on a desktop, and on a phone. Words behind `--` pick the views whose name contains one of
 * them. `AIRO_STATE` names the state folder of a devnet that runs already; it is bought on and left running.
 */
const FOLDER = resolve('screenshots');
const PATIENCE_MS = 120_000;
const DESKTOP = { width: 1440, height: 900 };
const LOOKS: readonly (BrowserContextOptions & { readonly name: string })[] = [
  { name: 'dark', colorScheme: 'dark', viewport: DESKTOP },
  { name: 'light', colorScheme: 'light', viewport: DESKTOP },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
];
const CONSUMER = /^Consumer 1/;
const OWNER = /^Model owner/;
const PROVIDER_VIEWS = ['status', 'pricing', 'jobs', 'decisions', 'earnings', 'models', 'live'];

const stateSchema = z.object({
  cockpit: z.object({ url: z.string() }),
  indexer: z.object({ url: z.string() }),
  wingmen: z.array(z.object({ account: z.string(), url: z.string() })).min(1),
});
const agreementsSchema = z.object({
  items: z
    .array(z.object({ id: z.number(), order: z.number(), consumer: z.string(), provider: z.string() }))
    .min(1),
});
const modelSchema = z.object({ owner: z.string() });

/** A view: where it is, and what is done there before the picture is taken. */
interface View {
  readonly path: string | (() => Promise<string>);
  readonly before?: (page: Page) => Promise<void>;
  /** Whom the page acts for: the consumer, unless it says otherwise. */
  readonly as?: RegExp;
}

async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const running = process.env.AIRO_STATE;
  const { program, state } =
    running === undefined ? await startDevnet() : { program: undefined, state: running };
  const browser = await openChromium();
  try {
    await run('devnet/src/demo/main.ts', ['--state', state, '--inferences', '20']);
    const urls = stateSchema.parse(JSON.parse(readFileSync(join(state, 'devnet.json'), 'utf8')));
    const views = await viewsOf(urls, state);
    const chosen = Object.entries(views).filter(
      ([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
    );
    for (const { name: look, ...options } of LOOKS) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      const first = await context.newPage();
      await first.goto(urls.cockpit.url);
      let account: RegExp | undefined;
      for (const [name, { path, before, as = CONSUMER }] of chosen) {
        if (as !== account) await connect(first, as);
        account = as;
        // A page that is there already would be seen before it has followed the link.
        const page = await context.newPage();
        await page.goto(`${urls.cockpit.url}/#${typeof path === 'string' ? path : await path()}`);
        await settled(page);
        await before?.(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), fullPage: true });
        await page.close();
        process.stdout.write(`screenshots/${name}-${look}.png\n`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await program?.stop();
  }
}

async function viewsOf(urls: z.output<typeof stateSchema>, state: string): Promise<Record<string, View>> {
  const ask = async (path: string) => (await fetch(`${urls.indexer.url}${path}`)).json();
  const { items } = agreementsSchema.parse(await ask('/v1/agreements'));
  const [closed] = items;
  const { owner } = modelSchema.parse(await ask('/v1/models/0'));
  // The bot that won has something to show.
  const winner = urls.wingmen.find(({ account }) => account === closed?.provider);
  const bot = encodeURIComponent(JSON.stringify(winner?.url ?? urls.wingmen[0]?.url));
  const open = await buy(state);
  const plain: Record<string, string> = {
    catalogue: '/',
    model: '/models/0',
    buy: '/models/0/buy',
    purchases: '/purchases',
    agreement: `/agreements/${open}`,
    'agreement-closed': `/agreements/${closed?.id}`,
    try: `/agreements/${open}/try`,
    batch: `/agreements/${open}/batch`,
    'order-awarded': `/orders/${closed?.order}`,
    network: '/network',
    providers: '/network/providers',
    parameters: '/network/parameters',
    governance: '/network/governance',
    block: '/blocks/1',
    'account-consumer': `/accounts/${closed?.consumer}`,
    'account-provider': `/accounts/${closed?.provider}`,
    'account-owner': `/accounts/${owner}`,
    'owner-none': '/owner',
    'owner-model-of-another': '/owner/models/0',
    register: '/owner/register',
    'provider-none': '/provider',
    ...Object.fromEntries(
      PROVIDER_VIEWS.map((view) => [`provider-${view}`, `/provider?bot=${bot}&view=${view}`]),
    ),
    settings: '/settings',
    'not-found': '/nowhere',
  };
  return {
    ...Object.fromEntries(Object.entries(plain).map(([name, path]) => [name, { path }])),
    'buy-limits': { path: '/models/0/buy', before: (page) => next(page, 1) },
    'buy-review': { path: '/models/0/buy', before: (page) => next(page, 2) },
    'buy-signature': {
      path: '/models/0/buy',
      async before(page) {
        await next(page, 2);
        await page.getByRole('button', { name: 'Place the order' }).click();
        await page.getByRole('dialog').getByText('Fee', { exact: true }).waitFor();
      },
    },
    owner: { path: '/owner', as: OWNER },
    'owner-model': { path: '/owner/models/0', as: OWNER },
    // A new one for each picture: bids are only taken for a minute.
    'order-open': { path: async () => `/orders/${await order(state)}`, before: bids },
    'try-picture': { path: `/agreements/${open}/try`, before: picture },
    'try-answer': { path: `/agreements/${open}/try`, before: answer },
    'batch-answers': { path: `/agreements/${open}/batch`, before: batch },
    wallet: {
      path: '/settings',
      async before(page) {
        await page.getByRole('banner').getByRole('button', { name: 'Consumer 1' }).click();
        await page.getByRole('dialog').getByRole('button', { name: CONSUMER }).waitFor();
      },
    },
  };
}

/** @throws TypeError with all it printed */
async function run(script: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(script, args);
  if (code !== 0) throw new TypeError(`${script} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

const consume = async (state: string, ...args: readonly string[]) =>
  run('devnet/src/consumer/main.ts', ['--state', state, ...args]);

/** An order with two bids. */
async function order(state: string): Promise<string> {
  const said = await consume(
    state,
    'order',
    ...['--model', '0', '--inferences', '200', '--max-price', '0.015', '--bids', '2'],
  );
  return numberOf('order', said);
}

/** An open agreement with answers, some of them paid. */
async function buy(state: string): Promise<string> {
  const agreement = numberOf('agreement', await consume(state, 'award', await order(state)));
  await consume(state, 'ask', agreement, '--pictures', '0-3');
  await consume(state, 'pay', agreement);
  await consume(state, 'ask', agreement, '--pictures', '4-5');
  return agreement;
}

function numberOf(thing: string, said: string): string {
  const [, number] = new RegExp(`^${thing} (\\d+)`, 'm').exec(said) ?? [];
  if (number === undefined) throw new TypeError(`no ${thing} in: ${said}`);
  return number;
}

async function next(page: Page, times: number): Promise<void> {
  await page.getByText(/of 2 providers would bid now/).waitFor();
  for (let i = 0; i < times; i += 1) await page.getByRole('button', { name: 'Next' }).click();
}

async function bids(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '2 bids' }).waitFor();
}

async function picture(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take one at random' }).click();
  await page.getByRole('img', { name: /as the model sees it/ }).waitFor();
}

async function answer(page: Page): Promise<void> {
  await picture(page);
  await page.getByRole('button', { name: 'Ask the model' }).click();
  await sign(page);
  await page.getByRole('list', { name: 'What the model says' }).waitFor();
}

async function batch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take 20 test pictures' }).click();
  await page.getByRole('button', { name: 'Ask about 20 pictures' }).click();
  await sign(page);
  await page.getByRole('heading', { name: /of 20 right/ }).waitFor();
}

async function sign(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Fee').first().waitFor();
  await dialog.getByRole('button', { name: 'Sign and send' }).click();
}

async function connect(page: Page, as: RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('dialog').getByRole('button', { name: as }).click();
}

/** Until nothing of the page says that it loads, what comes from the chain itself included. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const waiting of [page.getByText(/^Loading /), page.locator('[aria-busy="true"]')])
    await waiting.first().waitFor({ state: 'detached' });
}

await main(process.argv.slice(2));
