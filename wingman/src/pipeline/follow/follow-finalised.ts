import type { AgreementId, BlockEvents } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { WingmanError } from '../../errors.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { inRuns } from './in-runs.ts';
import { isFinal } from './is-final.ts';

const RETRY_MS = 1_000;
/** Codes of chain-types for blocks, or their state, that the node has no more. */
const FORGOTTEN = ['STATE_PRUNED', 'CURSOR_UNKNOWN'];

interface FinalisedContext {
  readonly chain: Chain;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Books what finalised blocks paid. Money is counted here and nowhere else. */
export async function followFinalised(context: FinalisedContext, signal: AbortSignal): Promise<void> {
  const { chain, store, clock, log } = context;
  while (!signal.aborted) {
    try {
      const after = (await store.cursor('finalised')) ?? (await chain.head('finalised'));
      const head = await chain.head('finalised');
      const blocks = chain.blocks({ after, finality: 'finalised', signal });
      for await (const run of inRuns(blocks, head.number)) {
        await book(store, run);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) throw error;
      log.warn({ err: error }, 'lost the finalised chain; trying again');
      if (isForgotten(error)) await skipToHead(context).catch(() => {});
      await clock.wait(RETRY_MS, signal).catch(() => {});
    }
  }
}

/** The node has dropped what comes after the cursor. */
function isForgotten(error: unknown): boolean {
  return error instanceof WingmanError && FORGOTTEN.includes(String(error.data.code));
}

/** What the blocks in between paid is on the account, but never in the books. */
async function skipToHead({ chain, store, log }: FinalisedContext): Promise<void> {
  const [from, block] = await Promise.all([store.cursor('finalised'), chain.head('finalised')]);
  await store.apply([], { finality: 'finalised', block });
  log.warn({ from: from?.number, to: block.number }, 'settlements of these blocks are not in the earnings');
}

async function book(store: Store, run: readonly BlockEvents[]): Promise<void> {
  const isOurs = async (id: AgreementId) => (await store.agreement(id)) !== null;
  const earned: Change[] = [];
  for (const block of run) earned.push(...(await earningsOf(block, isOurs)));
  const last = run.at(-1);
  if (last) await store.apply(earned, { finality: 'finalised', block: last.block });
}

async function earningsOf(
  { block, events }: BlockEvents,
  isOurs: (agreement: AgreementId) => Promise<boolean>,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [position, { event }] of events.entries()) {
    if (event.type !== 'execution.Settled' || !(await isOurs(event.agreement))) continue;
    const { agreement, units, provider, royalty, commission } = event;
    const earning = { agreement, block: block.number, position, units, provider, royalty, commission };
    changes.push({ type: 'earned', earning });
  }
  return changes;
}
