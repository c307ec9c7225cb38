import type { BrowserContext, Page } from 'playwright-core';
import { median } from '../figures.ts';
import type { StandIn } from './stand-in-indexer.ts';

const PAGES = 20;

export interface Rows {
  /** From the click on the agreement to its first rows. */
  readonly renderMs: number;
  /** From "Next" to the next page's rows, median. */
  readonly turnMs: number;
  /** Of the browser's main thread, while pages were turned and scrolled. */
  readonly longestTaskMs: number;
  /** Elements of the page at the end. */
  readonly elements: number;
}

const OBSERVE = `window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: 'longtask' });`;

/** The largest table there is, the requests of an agreement, with as many rows as the stand-in has. */
export async function turnPages(
  context: BrowserContext,
  url: string,
  standIn: StandIn,
  agreement: number,
): Promise<Rows> {
  const page = await context.newPage();
  await page.goto(`${url}/?indexer=${encodeURIComponent(standIn.url)}#/purchases`);
  const link = page.getByRole('link', { name: new RegExp(`^no\\. ${agreement} on`) }).first();
  await link.waitFor();
  const clicked = performance.now();
  await link.click();
  await row(page, 0).waitFor();
  const renderMs = performance.now() - clicked;
  await page.evaluate(OBSERVE);
  const turns: number[] = [];
  for (let i = 1; i <= PAGES; i += 1) {
    const shown = await page.getByRole('navigation', { name: 'Pages of requests' }).textContent();
    const [, last = ''] = /to ([\d,]+)/.exec(shown ?? '') ?? [];
    const start = performance.now();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await row(page, Number(last.replace(',', ''))).waitFor();
    turns.push(performance.now() - start);
    await page.mouse.wheel(0, i % 2 === 0 ? -2_000 : 2_000);
  }
  const longestTaskMs = await page.evaluate<number>('window.longest');
  const elements = await page.evaluate<number>('document.querySelectorAll("*").length');
  await page.close();
  return { renderMs, turnMs: median(turns), longestTaskMs, elements };
}

/** A request's number is the first cell of its row. */
const row = (page: Page, index: number) =>
  page.getByRole('cell', { name: String(index), exact: true }).first();
