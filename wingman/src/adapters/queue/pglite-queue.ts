import type { EmbeddedDatabase } from '@airo/program';
import type { JobQueue } from '../../ports/queue.ts';
import { type BullOptions, createBullQueue } from './bull-queue.ts';
import { createPglitePool } from './pglite-pool.ts';
import { postgresBacking } from './postgres-queue.ts';

/**
 * BullMQ's queues in an embedded database that this process alone uses. Whatever a killed process left in them is
 * dropped: the outbox puts it in again, and nothing waits for a dead worker's lock to run out.
 */
export async function openPgliteQueue(database: EmbeddedDatabase, options: BullOptions): Promise<JobQueue> {
  const pool = await createPglitePool(database);
  return createBullQueue({ ...(await postgresBacking(pool)), empty: true }, options);
}
