import { connectChain, type SigningKey } from '@airo/chain-types';
import { createLogger, systemClock } from '@airo/program';
import { createAiroChain } from './adapters/chain/airo-chain.ts';
import { openPgliteStore } from './adapters/store/pglite-store.ts';
import { openDatabaseThread } from './database.ts';
import { followBest } from './pipeline/follow/follow-best.ts';
import { followFinalised } from './pipeline/follow/follow-finalised.ts';

const LOOK_EVERY_MS = 2;

/** What the follower of a bot that was away took to be up to date. */
export interface CaughtUp {
  readonly blocks: number;
  readonly ms: number;
}

/**
 * Follows a chain with a new store, as the bot does, from `blocksBack` before its head until the cursor is at the head: for
 * measurements.
 * @param folder for the database, which must not be there yet
 */
export async function catchUp(init: {
  readonly chainUrl: string;
  readonly key: SigningKey;
  readonly folder: string;
  readonly cacheDir: string;
  readonly finality: 'best' | 'finalised';
  readonly blocksBack: number;
}): Promise<CaughtUp> {
  const { finality } = init;
  const log = createLogger({ name: 'catch-up', level: 'warn', destination: 'stderr' });
  const clock = systemClock;
  const client = await connectChain({ endpoint: init.chainUrl });
  const database = await openDatabaseThread(init);
  const stop = new AbortController();
  try {
    const queue = await client.transactions(init.key);
    const store = await openPgliteStore(database, clock);
    const record = async () => {};
    const chain = createAiroChain({ client, queue, clock, record });
    const head = await client.head(finality);
    const number = Math.max(0, head.number - init.blocksBack);
    await store.apply([], { finality, block: { number, hash: await client.hashAt(number) } });

    const observe = { took: () => {} };
    const context = { chain, store, clock, log, observe, onBlock: record, onMissed: record };
    const started = performance.now();
    const following = (finality === 'best' ? followBest : followFinalised)(context, stop.signal);
    while (((await store.cursor(finality))?.number ?? 0) < head.number) await clock.wait(LOOK_EVERY_MS);
    const ms = performance.now() - started;
    stop.abort();
    await following;
    return { blocks: head.number - number, ms };
  } finally {
    stop.abort();
    await database.close();
    await client.close();
  }
}
