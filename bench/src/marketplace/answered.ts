import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlockEvents, connectChain } from '@airo/chain-types';
import type { Closer } from '@airo/program';
import { z } from 'zod';
import { startChild } from '../child.ts';
import { demo } from '../demo.ts';

const INFERENCES = 192;
const READ_TIMEOUT_MS = 60_000;
const PORTS = [
  '--chain-port',
  '0',
  '--dx-port',
  '0',
  '--wingman-port',
  '0',
  '--indexer-port',
  '0',
  '--cockpit-port',
  '0',
];

const stateSchema = z.object({ chain: z.object({ url: z.string() }) });

/**
 * How many blocks after a request its answer is on chain, for every request of a demo: real bots with the demo model,
 * payloads over Dx, airo-node.
 */
export async function blocksToAnswer(
  folder: string,
  say: (line: string) => void,
  closer: Closer,
): Promise<readonly number[]> {
  const state = join(folder, 'devnet');
  say('starting the devnet on airo-node …');
  const devnet = await startChild(
    'devnet/src/main.ts',
    ['--node', '--state', state, ...PORTS],
    (output) => output.includes('Airo is up') || undefined,
  );
  closer.add('devnet', () => devnet.stop());
  const { chain: place } = stateSchema.parse(JSON.parse(await readFile(join(state, 'devnet.json'), 'utf8')));
  const chain = await connectChain({ endpoint: place.url });
  closer.add('client of the devnet', () => chain.close());
  say(`demo: ${INFERENCES} inferences …`);
  const after = await chain.head('best');
  await demo({ batch: 1, inferences: INFERENCES, state });
  const last = (await chain.head('best')).number;
  const waits = new AnswerWaits();
  const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
  for await (const block of chain.blocks({ after, finality: 'best', signal })) {
    waits.see(block);
    if (block.block.number >= last) break;
  }
  return waits.blocks;
}

/** Blocks between a request and its answer, as blocks come. */
export class AnswerWaits {
  readonly #posted = new Map<string, number>();
  readonly #blocks: number[] = [];

  get blocks(): readonly number[] {
    return this.#blocks;
  }

  see({ block, events }: Pick<BlockEvents, 'block' | 'events'>): void {
    for (const { event } of events) {
      if (event.type !== 'execution.Requested' && event.type !== 'execution.Responded') continue;
      const request = `${event.agreement}/${event.index}`;
      const posted = this.#posted.get(request);
      if (event.type === 'execution.Requested') this.#posted.set(request, block.number);
      else if (posted !== undefined) this.#blocks.push(block.number - posted);
    }
  }
}
