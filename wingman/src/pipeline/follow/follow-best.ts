import type { AgreementId, BlockEvents, BlockRef } from '@airo/chain-types';
import { type Clock, codeOf } from '@airo/program';
import type { Chain } from '../../ports/chain.ts';
import type { Change, Store } from '../../ports/store.ts';
import { type StageClock, timed } from '../stages.ts';
import { agreementFacts } from './agreement-facts.ts';
import { effectsOfBlock } from './effects-of-block.ts';
import { reconcile } from './reconcile.ts';

/** A node keeps the state of so many blocks at least; a cursor further back starts from storage instead of events. */
const MAX_CATCH_UP_BLOCKS = 200;
const RETRY_MS = 1_000;
/** Transactions of retracted blocks go back into the pool: most are in a block again after so many. */
const BLOCKS_TO_COME_BACK = 2;

export interface FollowContext extends StageClock {
  readonly chain: Chain;
  readonly store: Store;
  readonly clock: Clock;
  /** Called after a block, or what reconciling found, is stored. */
  readonly onBlock: (block: BlockEvents | null, head: BlockRef) => Promise<void>;
}

/**
 * Follows best blocks until the signal aborts: what each block changes and the cursor behind it are stored in one
 * transaction. Starts by reconciling with storage; so it does after any failure, and when blocks were retracted.
 */
export async function followBest(context: FollowContext, signal: AbortSignal): Promise<void> {
  const { clock, log } = context;
  while (!signal.aborted) {
    try {
      await catchUp(context, signal);
      await takeNewBlocks(context, await lookAtStorage(context), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (codeOf(error) === 'CHAIN_CHANGED') throw error;
      log.warn({ err: error }, 'lost the chain; reconciling');
      await clock.wait(RETRY_MS, signal).catch(() => {});
    }
  }
}

async function takeNewBlocks(context: FollowContext, after: BlockRef, signal: AbortSignal): Promise<void> {
  const { chain, log } = context;
  let last = after.hash;
  let lookAt = Number.POSITIVE_INFINITY;
  for await (const block of chain.blocks({ after, finality: 'best', signal })) {
    await takeBlock(context, block);
    const { hash, number } = block.block;
    if (block.parent !== last) {
      log.warn({ block: number, retracted: last }, 'blocks were retracted');
      lookAt = (await chain.head('best')).number + BLOCKS_TO_COME_BACK;
    }
    last = hash;
    if (number < lookAt) continue;
    lookAt = Number.POSITIVE_INFINITY;
    await lookAtStorage(context);
  }
}

async function lookAtStorage({ chain, store, onBlock }: FollowContext): Promise<BlockRef> {
  const head = await reconcile(chain, store);
  await onBlock(null, head);
  return head;
}

/** Reads the blocks that came while the process was away, as long as the node can be expected to have them. */
async function catchUp(context: FollowContext, signal: AbortSignal): Promise<void> {
  const { chain, store, log } = context;
  const [cursor, head] = await Promise.all([store.cursor('best'), chain.head('best')]);
  if (!cursor || cursor.number >= head.number) return;
  if (head.number - cursor.number > MAX_CATCH_UP_BLOCKS) return;
  const done = new AbortController();
  const both = AbortSignal.any([signal, done.signal]);
  try {
    for await (const block of chain.blocks({ after: cursor, finality: 'best', signal: both })) {
      await takeBlock(context, block);
      if (block.block.number >= head.number) break;
    }
  } catch (error) {
    log.warn({ err: error, cursor: cursor.number }, 'missed blocks can not be read; storage will do');
  } finally {
    done.abort();
  }
}

async function takeBlock(context: FollowContext, block: BlockEvents): Promise<void> {
  await timed(context, 'note', { block: block.block.number }, () => note(context, block));
  await context.onBlock(block, block.block);
}

async function note({ chain, store }: FollowContext, block: BlockEvents): Promise<void> {
  const ours = new Set((await store.openAgreements()).map((a) => a.id));
  const effects = effectsOfBlock(block, { account: chain.account, isOurs: (id) => ours.has(id) });
  const opened = await factsOf(chain, effects.opened);
  await store.apply([...opened, ...effects.changes], { finality: 'best', block: block.block });
}

async function factsOf(chain: Chain, ids: readonly AgreementId[]): Promise<Change[]> {
  const agreements = await Promise.all(ids.map((id) => chain.agreement(id)));
  return agreements.flatMap((agreement) => (agreement ? agreementFacts(agreement) : []));
}
