import type { ChainClient, Inclusion } from '@airo/chain-types/model';

const EVERY_MS = 1_500;

/** Resolves when the block is final; rejects when the chain went on without it. */
export async function finality(chain: ChainClient, block: Inclusion['block']): Promise<void> {
  for (;;) {
    const final = await chain.head('finalised').catch(() => null);
    if (final && final.number >= block.number) {
      if ((await chain.hashAt(block.number)) === block.hash) return;
      throw new RangeError(`block ${block.number} was retracted`);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
