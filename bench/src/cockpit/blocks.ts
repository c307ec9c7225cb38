import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, CDPSession } from 'playwright-core';
import type { StandIn } from './stand-in-indexer.ts';

const BYTES_PER_MB = 1_000_000;
const WARM_UP_BLOCKS = 50;
const BETWEEN_BLOCKS_MS = 50;
const FIRST = 1_000_000;

/** Heap that a page still holds after the garbage was collected. */
export interface Heap {
  readonly beforeMb: number;
  readonly afterMb: number;
}

/** On the page with the most that follows blocks: its charts and lists are read anew as they come. */
export async function watchHeap(
  context: BrowserContext,
  url: string,
  standIn: StandIn,
  blocks: number,
): Promise<Heap> {
  const page = await context.newPage();
  await page.goto(`${url}/?indexer=${encodeURIComponent(standIn.url)}#/network`);
  await page.getByRole('heading', { name: 'Orders per hour' }).waitFor();
  const devtools = await context.newCDPSession(page);
  const push = async (from: number, count: number) => {
    for (let i = 0; i < count; i += 1) {
      standIn.block(from + i);
      await pause(BETWEEN_BLOCKS_MS);
    }
    await page
      .getByRole('banner')
      .getByText(String(from + count - 1))
      .waitFor();
    // What the last one made stale is read anew within a second.
    await pause(2_000);
  };
  await push(FIRST, WARM_UP_BLOCKS);
  const beforeMb = await held(devtools);
  await push(FIRST + WARM_UP_BLOCKS, blocks);
  const afterMb = await held(devtools);
  await page.close();
  return { beforeMb, afterMb };
}

async function held(devtools: CDPSession): Promise<number> {
  // What finalisers let go of is gone after the second.
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / BYTES_PER_MB;
}
