import { createLogger, systemClock } from '@airo/program';
import { followChain } from '../../src/pipeline/follow-chain.ts';
import { IndexState } from '../../src/pipeline/index-state.ts';
import type { IndexedChain } from '../../src/ports/chain.ts';
import type { IndexStore } from '../../src/ports/index-store.ts';

/** Follows the chain until the index is at the block, then stops. */
export async function followTo(chain: IndexedChain, store: IndexStore, block: number): Promise<IndexState> {
  const state = new IndexState(systemClock, chain.blockTimeMs);
  const stop = new AbortController();
  const arrived = new Promise<void>((resolve) => {
    state.listen({ head: ({ number }) => number >= block && resolve(), manifest: () => {} });
  });
  const log = createLogger({ name: 'test', level: 'silent' });
  const following = followChain({ chain, store, state, clock: systemClock, log }, stop.signal);
  await Promise.race([arrived, following]);
  stop.abort();
  await following;
  return state;
}
