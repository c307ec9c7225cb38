import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { openChromium } from '../support/chromium.ts';
import { Program, startDevnet } from '../support/program.ts';

/**
 * `npm run screenshots`: every view of the Cockpit, over a devnet on which the demo has run, into `screenshots/`: dark and light
 * on a desktop, and on a phone. Words behind `--` pick the views whose name contains one of them.
 */
const FOLDER = resolve('screenshots');
const PATIENCE_MS = 120_000;
const DESKTOP = { width: 1440, height: 900 };
const LOOKS: readonly (BrowserContextOptions & { readonly name: string })[] = [
  { name: 'dark', colorScheme: 'dark', viewport: DESKTOP },
  { name: 'light', colorScheme: 'light', viewport: DESKTOP },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
];
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

async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { program, state } = await startDevnet();
  const browser = await openChromium();
  try {
    const demo = await new Program('devnet/src/demo/main.ts', ['--state', state, '--inferences', '20'])
      .finished;
    if (demo.code !== 0) throw new TypeError(`the demo failed:\n${demo.stdout}${demo.stderr}`);
    const urls = stateSchema.parse(JSON.parse(readFileSync(join(state, 'devnet.json'), 'utf8')));
    const views = await viewsOf(urls);
    const chosen = Object.entries(views).filter(
      ([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
    );
    for (const { name: look, ...options } of LOOKS) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      const first = await context.newPage();
      await first.goto(urls.cockpit.url);
      await connect(first);
      for (const [name, path] of chosen) {
        // A page that is there already would be seen before it has followed the link.
        const page = await context.newPage();
        await page.goto(`${urls.cockpit.url}/#${path}`);
        await settled(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), fullPage: true });
        await page.close();
        process.stdout.write(`screenshots/${name}-${look}.png\n`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await program.stop();
  }
}

async function viewsOf(urls: z.output<typeof stateSchema>): Promise<Record<string, string>> {
  const ask = async (path: string) => (await fetch(`${urls.indexer.url}${path}`)).json();
  const { items } = agreementsSchema.parse(await ask('/v1/agreements'));
  const [last] = items;
  const { owner } = modelSchema.parse(await ask('/v1/models/0'));
  const bot = encodeURIComponent(JSON.stringify(urls.wingmen[0]?.url));
  return {
    catalogue: '/',
    model: '/models/0',
    buy: '/models/0/buy',
    order: `/orders/${last?.order}`,
    purchases: '/purchases',
    agreement: `/agreements/${last?.id}`,
    try: `/agreements/${last?.id}/try`,
    batch: `/agreements/${last?.id}/batch`,
    network: '/network',
    providers: '/network/providers',
    parameters: '/network/parameters',
    governance: '/network/governance',
    block: '/blocks/1',
    'account-consumer': `/accounts/${last?.consumer}`,
    'account-provider': `/accounts/${last?.provider}`,
    'account-owner': `/accounts/${owner}`,
    owner: '/owner',
    'owner-model': '/owner/models/0',
    register: '/owner/register',
    'provider-none': '/provider',
    ...Object.fromEntries(
      PROVIDER_VIEWS.map((view) => [`provider-${view}`, `/provider?bot=${bot}&view=${view}`]),
    ),
    settings: '/settings',
    'not-found': '/nowhere',
  };
}

async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('button', { name: /Consumer 1/ }).click();
}

/** Until nothing of the page says that it loads. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('main').waitFor();
  await page
    .getByText(/^Loading /)
    .first()
    .waitFor({ state: 'detached' });
}

await main(process.argv.slice(2));
