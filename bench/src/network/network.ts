import { type ChainClient, connectChain } from '@airo/chain-types';
import { type ChainMeter, openMeter } from '@airo/chain-types/measure';
import { type Closer, systemClock } from '@airo/program';
import { median } from '../figures.ts';
import { BlockTimes } from './block-times.ts';
import { startNodes } from './nodes.ts';

const IDLE_BLOCKS = 3;

/** A chain of airo-node to measure on, nobody else's. */
export interface Network {
  readonly chain: ChainClient;
  readonly meter: ChainMeter;
  readonly times: BlockTimes;
  /** What a block without calls takes. */
  readonly idle: { readonly constructMs: number; readonly importMs: number };
  readonly say: (line: string) => void;
}

/** Opens it in that folder, until the closer closes it. */
export async function openNetwork(
  folder: string,
  say: (line: string) => void,
  closer: Closer,
): Promise<Network> {
  say('starting two nodes …');
  const nodes = await startNodes(folder, closer);
  const chain = await connectChain({ endpoint: nodes.author.url });
  closer.add('client', () => chain.close());
  const meter = await openMeter(nodes.author.url);
  closer.add('meter', () => meter.close());
  const times = await BlockTimes.start(nodes, systemClock);
  closer.add('block times', () => times.close());
  const first = times.best + 1;
  const blocks = await Promise.all(Array.from({ length: IDLE_BLOCKS }, (_, i) => times.of(first + i)));
  const idle = {
    constructMs: median(blocks.map(({ constructMs }) => constructMs)),
    importMs: median(blocks.map(({ importMs }) => importMs)),
  };
  return { chain, meter, times, idle, say };
}
