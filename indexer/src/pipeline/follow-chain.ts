import { type Clock, codeOf, type Logger } from '@airo/program';
import type { IndexedChain } from '../ports/chain.ts';
import type { IndexHead, IndexStore } from '../ports/index-store.ts';
import { applyBlocks, applyGenesis } from './apply-blocks.ts';
import { inBatches } from './in-batches.ts';
import type { IndexState } from './index-state.ts';

export const MAX_BLOCKS_AT_ONCE = 500;
const RETRY_MS = 1_000;

/** What an operator can do about what stops the index; anything else is told as it is. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  STATE_PRUNED: 'the node keeps old states no longer: connect to an archive node (--chain-url)',
  CURSOR_UNKNOWN:
    'the node does not know the last block of the index: let it catch up, connect to another, or start once with --rebuild',
};

export interface FollowContext {
  readonly chain: IndexedChain;
  readonly store: IndexStore;
  readonly state: IndexState;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onBatch?: (blocks: number, seconds: number) => void;
}

/**
 * Brings every finalised block into the index until the signal aborts; what goes wrong is waited out.
 * Rejects with CHAIN_CHANGED when the endpoint serves another chain than before.
 */
export async function followChain(context: FollowContext, signal: AbortSignal): Promise<void> {
  const { clock, log, state } = context;
  while (!signal.aborted) {
    const stop = new AbortController();
    try {
      await followFrom(await begin(context), context, AbortSignal.any([signal, stop.signal]));
    } catch (error) {
      if (signal.aborted) return;
      const code = codeOf(error) ?? '';
      if (code === 'CHAIN_CHANGED') throw error;
      // Another indexer on the same database goes on where this one was about to.
      if (code !== 'HEAD_MOVED') {
        log.warn({ err: error }, 'the index stands still; trying again');
        state.failed(WAYS_OUT[code] ?? (error instanceof Error ? error.message : String(error)));
      }
      await clock.wait(RETRY_MS, signal).catch(() => {});
    } finally {
      stop.abort();
    }
  }
}

async function begin({ store, chain, state }: FollowContext): Promise<IndexHead> {
  const head =
    (await store.head()) ?? (await applyGenesis(store, await chain.genesis(), chain.modelCollection));
  const { number } = await chain.head('finalised');
  state.stepped(head, number <= head.number);
  return head;
}

async function followFrom(from: IndexHead, context: FollowContext, signal: AbortSignal): Promise<void> {
  const { chain, store, state, onBatch } = context;
  let head = from;
  for await (const blocks of inBatches(chain.blocks(head, signal), MAX_BLOCKS_AT_ONCE)) {
    const began = performance.now();
    head = await applyBlocks(store, head, blocks, chain.modelCollection);
    onBatch?.(blocks.length, (performance.now() - began) / 1_000);
    state.stepped(head, head.number >= (await chain.head('finalised')).number);
  }
}
