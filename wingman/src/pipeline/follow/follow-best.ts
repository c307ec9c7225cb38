import type { AgreementId, BlockEvents, BlockRef } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import { WingmanError } from '../../errors.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { type StageClock, timed } from '../stages.ts';
import { agreementFacts } from './agreement-facts.ts';
import { effectsOfBlock } from './effects-of-block.ts';
import { inRuns } from './in-runs.ts';
import { isFinal } from './is-final.ts';
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
  /** Called after blocks that came while nobody looked are stored; what storage says follows. */
  readonly onMissed: (blocks: readonly BlockEvents[]) => Promise<void>;
}

/**
 * Follows best blocks until the signal aborts: what each block changes and the cursor behind it are stored in one
 * transaction. Starts by reconciling with storage; so it does after any failure, and when blocks were retracted.
 */
export async function followBest(context: FollowContext, signal: AbortSignal): Promise<void> {
  const { clock, log } = context;
  let last = '';
  while (!signal.aborted) {
    try {
      await awaitFinalised(context);
      await catchUp(context, signal);
      await takeNewBlocks(context, await lookAtStorage(context), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) throw error;
      const { message } = error as Error;
      // A node that takes an hour to catch up is told of once.
      if (message !== last) log.warn({ err: error }, 'lost the chain; reconciling');
      last = message;
      await clock.wait(RETRY_MS, signal).catch(() => {});
    }
  }
}

/**
 * Nothing is done by a state that is known to be over: what was answered and paid since would be answered again.
 * @throws WingmanError CHAIN_UNAVAILABLE when the node has fewer blocks than were seen finalised, FINALITY_REVERTED when it
 *   has others
 */
async function awaitFinalised({ chain, store }: FollowContext): Promise<void> {
  const [finalised, head] = await Promise.all([store.cursor('finalised'), chain.head('best')]);
  if (!finalised) return;
  const { number, hash } = finalised;
  if (head.number >= number) {
    const now = await chain.hashAt(number);
    if (now === hash) return;
    throw new WingmanError(
      'FINALITY_REVERTED',
      `the node has ${now} as block ${number}, where ${hash} was seen finalised: it serves a chain that was begun anew with the same genesis, or a fork. Use a node of the chain that was followed so far`,
      { ...finalised, now },
    );
  }
  throw new WingmanError(
    'CHAIN_UNAVAILABLE',
    `the node's best block is ${head.number}, and block ${finalised.number} was seen finalised: it was started with an older state, or is not in sync yet; waiting for it`,
    { head: head.number, finalised: finalised.number },
  );
}

async function takeNewBlocks(context: FollowContext, after: BlockRef, signal: AbortSignal): Promise<void> {
  const { chain, log } = context;
  let last = after.hash;
  let lookAt = Number.POSITIVE_INFINITY;
  let highest = after.number;
  for await (const block of chain.blocks({ after, finality: 'best', signal })) {
    const { hash, number } = block.block;
    // However far the node went back, its way up again may be a fork: looked at until it is past what was seen.
    if (block.parent !== last || number <= highest) await awaitFinalised(context);
    highest = Math.max(highest, number);
    await takeBlock(context, block);
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
    const blocks = chain.blocks({ after: cursor, finality: 'best', signal: both });
    for await (const run of inRuns(blocks, head.number)) {
      await note(context, run);
      await context.onMissed(run);
      if ((run.at(-1)?.block.number ?? 0) >= head.number) break;
    }
  } catch (error) {
    log.warn({ err: error, cursor: cursor.number }, 'missed blocks can not be read; storage will do');
  } finally {
    done.abort();
  }
}

async function takeBlock(context: FollowContext, block: BlockEvents): Promise<void> {
  await timed(context, 'note', { block: block.block.number }, () => note(context, [block]));
  await context.onBlock(block, block.block);
}

async function note({ chain, store }: FollowContext, run: readonly BlockEvents[]): Promise<void> {
  const ours = new Set((await store.openAgreements()).map((a) => a.id));
  const changes: Change[] = [];
  for (const block of run) {
    const effects = effectsOfBlock(block, { account: chain.account, isOurs: (id) => ours.has(id) });
    for (const id of effects.opened) ours.add(id);
    changes.push(...(await factsOf(chain, effects.opened)), ...effects.changes);
  }
  const last = run.at(-1);
  if (last) await store.apply(changes, { finality: 'best', block: last.block });
}

async function factsOf(chain: Chain, ids: readonly AgreementId[]): Promise<Change[]> {
  const agreements = await Promise.all(ids.map((id) => chain.agreement(id)));
  return agreements.flatMap((agreement) => (agreement ? agreementFacts(agreement) : []));
}
