import type { Clock } from '@airo/program';
import type { HeadWatch } from './block-source.ts';

/** A live socket can be dead: without a notification for this long the head is asked for. */
const LONGEST_SILENCE_MS = 6_000;

/** Tells any number of watchers that there may be a new head. */
export class HeadSignal {
  readonly #clock: Clock;
  readonly #watchers = new Set<Watcher>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  notify(): void {
    for (const watcher of this.#watchers) watcher.hear();
  }

  /** @param ready resolves when notifications come, rejects when they can't */
  watch(ready: () => Promise<unknown>): HeadWatch {
    const watcher = new Watcher();
    this.#watchers.add(watcher);
    return {
      changed: async (signal) => {
        await ready();
        const woken = watcher.nextNotification();
        await this.#clock.wait(LONGEST_SILENCE_MS, AbortSignal.any([signal, woken])).catch(() => {});
        signal.throwIfAborted();
      },
      close: () => {
        this.#watchers.delete(watcher);
      },
    };
  }
}

class Watcher {
  #heard = new AbortController();

  hear(): void {
    this.#heard.abort();
  }

  /** Aborts at the first notification after the one that the last call was answered with. */
  nextNotification(): AbortSignal {
    const { signal } = this.#heard;
    if (!signal.aborted) return signal;
    this.#heard = new AbortController();
    return signal;
  }
}
