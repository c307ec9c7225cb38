import type { AccountId, Hex } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { openPgliteQueue } from './adapters/queue/pglite-queue.ts';
import { openPgliteStore } from './adapters/store/pglite-store.ts';
import { openDatabaseThread, tidyDatabase } from './database.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Store } from './ports/store.ts';

/** Whose state it is: one provider's, on one chain. */
export interface Owner {
  readonly genesis: Hex;
  readonly account: AccountId;
}

/** Where a bot keeps its state and its jobs. */
export interface Storage {
  readonly store: Store;
  readonly queue: JobQueue;
  /** What the database wants done now and then. */
  tidy(): Promise<void>;
  /** Lets nothing be written while `copy` runs; null when the database is not in the data folder. */
  readonly frozen: ((copy: () => Promise<void>) => Promise<void>) | null;
  /** What keeps it from working now, for people. */
  problems(): readonly string[];
  close(): Promise<void>;
}

/** State and jobs in an embedded database that this process alone uses. */
export async function openEmbeddedStorage(
  folder: string,
  cacheDir: string,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Promise<Storage & { readonly lost: Promise<never> }> {
  const database = await openDatabaseThread({ folder, cacheDir });
  const store = await openPgliteStore(database, clock);
  const queue = await openPgliteQueue(database, {
    onError: (error) => log.error({ err: error }, 'queue failed'),
  });
  return {
    store,
    queue,
    tidy: () => tidyDatabase(database),
    problems: () => [],
    lost: database.lost,
    frozen: async (copy) => {
      await database.exec('checkpoint');
      await database.runExclusive(copy);
    },
    async close() {
      await queue.close();
      await database.close();
    },
  };
}
