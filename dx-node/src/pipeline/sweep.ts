import type { Clock, Logger } from '@airo/program';
import type { BlobStore } from '../ports/blob-store.ts';

/** Removes what is expired every `everyMs`, until the signal aborts. */
export async function sweepUntil(
  deps: { store: BlobStore; clock: Clock; logger: Logger },
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await deps.clock.wait(everyMs, signal);
      const removed = await deps.store.sweep();
      if (removed > 0) deps.logger.info({ removed }, 'expired blobs removed');
    } catch (error) {
      if (!signal.aborted) deps.logger.error({ error }, 'sweep failed, will be tried again');
    }
  }
}
