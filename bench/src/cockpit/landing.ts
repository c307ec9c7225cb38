import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { BenchError } from '../errors.ts';

const BYTES_PER_KB = 1_000;

/** In the page: when its largest content was painted. */
const LCP = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})`;

/** @throws BenchError BROWSER_MISSING */
export function openChromium(): Promise<Browser> {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find((file) => existsSync(file));
  if (!path)
    throw new BenchError('BROWSER_MISSING', 'there is no chromium on PATH: apt install chromium', {});
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** What one visit took until the catalogue showed rows. */
export interface Landing {
  /** Everything from the page's own server, gzip level 9. */
  readonly gzipKb: number;
  /** Largest contentful paint. */
  readonly lcpMs: number;
}

/** A first visit, with nothing kept from earlier ones. */
export async function land(browser: Browser, url: string): Promise<Landing> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(url)) bodies.push(response.body());
    });
    await page.goto(url);
    await page.getByRole('article').first().waitFor();
    const lcpMs = await page.evaluate<number>(LCP);
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).byteLength);
    return { gzipKb: sizes.reduce((sum, size) => sum + size, 0) / BYTES_PER_KB, lcpMs };
  } finally {
    await context.close();
  }
}
