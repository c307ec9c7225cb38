import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { z } from 'zod';
import { startChild } from '../child.ts';
import { timeAnswers } from '../cockpit/answers.ts';
import { watchHeap } from '../cockpit/blocks.ts';
import { weighViews } from '../cockpit/bundles.ts';
import { actAsConsumer, buyAgreement } from '../cockpit/consumer.ts';
import { land, openChromium } from '../cockpit/landing.ts';
import { turnPages } from '../cockpit/rows.ts';
import { startStandIn } from '../cockpit/stand-in-indexer.ts';
import { BenchError } from '../errors.ts';
import { median } from '../figures.ts';
import type { BenchResult, Suite } from '../result.ts';

const VISITS = 5;
const QUESTIONS = 7;
const ROWS = 10_000;
const BLOCKS = 1_000;
const PATIENCE_MS = 120_000;
const PORTS = ['chain', 'dx', 'wingman', 'indexer', 'cockpit'].flatMap((part) => [`--${part}-port`, '0']);
const stateSchema = z.object({
  cockpit: z.object({ url: z.string() }),
  indexer: z.object({ url: z.string() }),
});

/** What the parts are measured on. */
interface Stage {
  readonly browser: Browser;
  readonly state: string;
  readonly cockpit: string;
  readonly indexer: string;
  readonly say: (line: string) => void;
}

const PARTS: Readonly<Record<string, (stage: Stage) => Promise<readonly BenchResult[]>>> = {
  landing,
  answers,
  memory,
  bundles,
};

export const cockpit: Suite = {
  name: 'cockpit',
  about: `the page in Chromium over a devnet: ${Object.keys(PARTS).join(', ')}`,
  async run(say, _signal, { parts = Object.keys(PARTS) } = {}) {
    const unknown = parts.find((part) => !(part in PARTS));
    if (unknown !== undefined) {
      const known = Object.keys(PARTS).join(', ');
      throw new BenchError('PART_UNKNOWN', `there is no part "${unknown}"; there is ${known}`, { unknown });
    }
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
      const urls = stateSchema.parse(JSON.parse(text));
      // A first start builds the page beside the rest.
      await fetch(`${urls.cockpit.url}/built`);
      const browser = await openChromium();
      try {
        const results: BenchResult[] = [];
        for (const part of parts) {
          const stage = { browser, state, cockpit: urls.cockpit.url, indexer: urls.indexer.url, say };
          results.push(...((await PARTS[part]?.(stage)) ?? []));
        }
        return results;
      } finally {
        await browser.close();
      }
    } finally {
      await devnet.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function landing({ browser, cockpit: url, say }: Stage): Promise<readonly BenchResult[]> {
  const visits = [];
  for (let i = 1; i <= VISITS; i += 1) {
    say(`visit ${i} of ${VISITS} …`);
    visits.push(await land(browser, url));
  }
  return [
    { name: 'landing-gzip-kb', value: median(visits.map(({ gzipKb }) => gzipKb)), unit: 'kB' },
    { name: 'lcp-ms', value: median(visits.map(({ lcpMs }) => lcpMs)), unit: 'ms' },
  ];
}

async function answers(stage: Stage): Promise<readonly BenchResult[]> {
  const { cockpit: url, indexer, say } = stage;
  say('buying an agreement …');
  const agreement = await buyAgreement(stage.state, QUESTIONS + 1);
  return within(stage, async (context) => {
    await actAsConsumer(context, indexer, agreement);
    say(`${QUESTIONS} questions …`);
    const times = await timeAnswers(context, url, agreement, QUESTIONS);
    const [first = Number.NaN, ...later] = times;
    return [
      { name: 'click-to-answer-ms', value: median(later), unit: 'ms' },
      { name: 'click-to-first-answer-ms', value: first, unit: 'ms' },
    ];
  });
}

async function memory(stage: Stage): Promise<readonly BenchResult[]> {
  const { cockpit: url, indexer, say } = stage;
  say('buying an agreement …');
  const agreement = await buyAgreement(stage.state, 1);
  const standIn = await startStandIn(indexer, ROWS);
  try {
    return await within(stage, async (context) => {
      await actAsConsumer(context, indexer, agreement);
      say(`a table of ${ROWS} rows …`);
      const rows = await turnPages(context, url, standIn, agreement);
      say(`${BLOCKS} blocks …`);
      const { beforeMb, afterMb } = await watchHeap(context, url, standIn, BLOCKS);
      return [
        { name: 'rows-10000-render-ms', value: rows.renderMs, unit: 'ms' },
        { name: 'rows-10000-turn-ms', value: rows.turnMs, unit: 'ms' },
        { name: 'rows-10000-longest-task-ms', value: rows.longestTaskMs, unit: 'ms' },
        { name: 'rows-10000-elements', value: rows.elements, unit: 'elements' },
        { name: 'heap-mb', value: beforeMb, unit: 'MB' },
        { name: 'heap-after-1000-blocks-mb', value: afterMb - beforeMb, unit: 'MB more' },
      ];
    });
  } finally {
    await standIn.close();
  }
}

async function bundles({ say }: Stage): Promise<readonly BenchResult[]> {
  say('weighing the views …');
  const { first, views } = await weighViews();
  return [
    { name: 'first-gzip-kb', value: first, unit: 'kB' },
    ...views.map(({ name, gzipKb }) => ({ name: `view-${name}-gzip-kb`, value: gzipKb, unit: 'kB' })),
  ];
}

/** Pages with a store of their own. */
async function within<T>({ browser }: Stage, work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
