import { join } from 'node:path';
import {
  type ChainClient,
  connectChain,
  modelId,
  OPEN_TO_ALL,
  type OrderSpec,
  planck,
} from '@airo/chain-types';
import type { Closer } from '@airo/program';
import { catchUp } from '@airo/wingman/catch-up';
import { z } from 'zod';
import { startChild } from '../child.ts';
import { median } from '../figures.ts';
import type { BenchResult } from '../result.ts';
import { ask } from '../rpc.ts';

/** Fewer than the embedded chain keeps the state of. */
const BLOCKS = 1_000;
/** Further back the follower reads storage, not blocks. */
const BEST_BLOCKS = 190;
/** Every so many blocks there is one in which the market is at work; the others are empty. */
const BUSY_EVERY = 20;
const ORDERS_A_BUSY_BLOCK = 5;
const RUNS = 3;
const KEY = { kind: 'uri', uri: '//Wing1' } as const;

const readySchema = z.object({ url: z.string() });

const SPEC: OrderSpec = {
  ...OPEN_TO_ALL,
  model: modelId(0),
  inferences: 1,
  maxPrice: planck(10n ** 12n),
  bidWindow: 20,
  duration: 1_000,
  responseWindow: 50,
  challengeWindow: 50,
  award: 'manual',
  consumerKey: `0x${'1'.repeat(64)}`,
};

/** How fast a bot that was away reads, decodes and stores the blocks that it missed, over a WebSocket, into PGlite. */
export async function catchUpResults(
  folder: string,
  say: (line: string) => void,
  open: Closer,
): Promise<readonly BenchResult[]> {
  const url = await chainWithHistory(say, open);
  const measured = async (finality: 'best' | 'finalised', blocksBack: number) => {
    const rates: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const place = join(folder, `${finality}-${run}`);
      const cacheDir = join(folder, 'cache');
      const { blocks, ms } = await catchUp({
        chainUrl: url,
        key: KEY,
        folder: place,
        cacheDir,
        finality,
        blocksBack,
      });
      say(`${blocks} ${finality} blocks in ${Math.round(ms)} ms`);
      rates.push((blocks * 1_000) / ms);
    }
    return median(rates);
  };
  return [
    { name: 'catch-up-blocks-per-s', value: await measured('finalised', BLOCKS), unit: 'blocks/s' },
    { name: 'catch-up-best-blocks-per-s', value: await measured('best', BEST_BLOCKS), unit: 'blocks/s' },
  ];
}

async function chainWithHistory(say: (line: string) => void, open: Closer): Promise<string> {
  say(`making ${BLOCKS} blocks …`);
  const args = ['--port', '0', '--block-ms', '600000', '--early-blocks', '100000', '--log-level', 'warn'];
  const chain = await startChild('devnet/src/embedded-chain/main.ts', args, (output) =>
    output.includes('\n') ? readySchema.parse(JSON.parse(output)) : undefined,
  );
  open.add('embedded chain', () => chain.stop());
  const { url } = chain.ready;
  const client = await connectChain({ endpoint: url });
  try {
    await makeHistory(client, url);
  } finally {
    await client.close();
  }
  return url;
}

async function makeHistory(client: ChainClient, url: string): Promise<void> {
  const consumer = await client.transactions({ kind: 'uri', uri: '//Consumer1' }, { batchMs: 1 });
  while ((await client.head('best')).number < BLOCKS) {
    const orders = Array.from({ length: ORDERS_A_BUSY_BLOCK }, () => client.marketplace.placeOrder(SPEC));
    await consumer.submit(client.batch(orders));
    await ask(url, 'dev_newBlock', [{ count: BUSY_EVERY - 1 }], z.unknown());
  }
}
