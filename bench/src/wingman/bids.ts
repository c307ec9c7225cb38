import type { OrderId } from '@airo/chain-types';
import { BenchError } from '../errors.ts';
import { percentile } from '../figures.ts';
import type { BenchResult } from '../result.ts';
import { committedModel, publishModel } from './bench-model.ts';
import { type BotUnderTest, startBot } from './bot.ts';
import type { DxNode } from './dx.ts';
import { StandInChain } from './stand-in-chain.ts';

const BLOCK_MS = 20;
const OPEN = [1, 100, 1_000];
/** Orders in all, so that percentiles of few orders at once mean something. */
const SAMPLES: Readonly<Record<number, number>> = { 1: 30, 100: 6, 1000: 3 };
const TIMEOUT_MS = 60_000;

/** From the block with orders to the bids, by how many there are at once: handing the block over and the bids back included. */
export async function bids(dx: DxNode, say: (line: string) => void): Promise<readonly BenchResult[]> {
  const sent = new Map<OrderId, number>();
  let wake = () => {};
  const chain = new StandInChain({
    blockMs: BLOCK_MS,
    observe: {
      bid: (order) => {
        sent.set(order, performance.now());
        wake();
      },
      answered: () => {},
      refused: () => {},
    },
  });
  const model = await publishModel(chain, dx.client, await committedModel('fashion-resnet8-other'));
  const bot = await startBot(chain, { dxUrl: dx.url, settings: { logLevel: 'warn', utilisation: 1 } });
  const results: BenchResult[] = [];
  try {
    for (const open of OPEN) {
      const took: number[] = [];
      let reads = 0;
      const delays: number[] = [];
      await bot.figures();
      for (let sample = 0; sample < (SAMPLES[open] ?? 1); sample += 1) {
        sent.clear();
        const readsBefore = chain.reads;
        const ids = await chain.placeOrders(model, open);
        const seen = performance.now();
        const tooLate = setTimeout(() => wake(), TIMEOUT_MS);
        while (sent.size < open) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          if (performance.now() - seen > TIMEOUT_MS)
            throw new BenchError('RUN_FAILED', `${sent.size} of ${open} orders were bid on`, { open });
        }
        clearTimeout(tooLate);
        reads += chain.reads - readsBefore;
        delays.push((await bot.figures()).loopMaxMs);
        took.push(...ids.map((id) => (sent.get(id) ?? Number.NaN) - seen));
        await chain.cancel(ids);
        await untilQuiet(chain, bot);
      }
      const readsPerOrder = reads / took.length;
      say(
        `  ${open} orders in a block: p50 ${percentile(took, 50).toFixed(1)} ms, p95 ${percentile(took, 95).toFixed(1)} ms, ${readsPerOrder.toFixed(1)} reads an order, loop late by at most ${Math.max(...delays).toFixed(0)} ms`,
      );
      results.push(
        { name: `bid-p50-${open}-ms`, value: percentile(took, 50), unit: 'ms' },
        { name: `bid-p95-${open}-ms`, value: percentile(took, 95), unit: 'ms' },
        { name: `bid-reads-${open}`, value: readsPerOrder, unit: 'per order' },
      );
    }
    return results;
  } finally {
    await bot.stop();
    chain.halt();
  }
}

/** Until the bot has asked nothing for a while: what it still does for the last orders is over. */
async function untilQuiet(chain: StandInChain, bot: BotUnderTest): Promise<void> {
  for (let last = -1; last !== chain.reads; ) {
    last = chain.reads;
    // One that is busy answers when it no longer is.
    await bot.figures();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}
const QUIET_MS = 500;
