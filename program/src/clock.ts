import { setTimeout as wait } from 'node:timers/promises';
import { AbortedError } from './errors.ts';

/** Time as the programs see it, so that tests can turn it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`. Rejects with ABORTED when the signal aborts first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(ms, signal) {
    try {
      await wait(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw new AbortedError(error);
    }
  },
};
