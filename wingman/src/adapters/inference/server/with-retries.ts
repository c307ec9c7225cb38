import type { Clock } from '@airo/program';
import { isServerFailure } from './failure.ts';

const TRIES = 3;
const FIRST_WAIT_MS = 100;
/** A server that wants more is left to whoever tries the whole job again. */
const MAX_WAIT_MS = 5_000;

/** Does it again when it failed with something that passes, up to three times in all, no sooner than the server asks. */
export async function withRetries<T>(
  work: () => Promise<T>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || signal.aborted || !isServerFailure(error) || error.data.retry !== 'soon')
        throw error;
      const waitMs = error.data.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1);
      if (waitMs > MAX_WAIT_MS) throw error;
      await clock.wait(waitMs, signal).catch(() => {
        throw error;
      });
    }
  }
}
