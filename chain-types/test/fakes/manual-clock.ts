import { AbortedError, type Clock } from '@airo/program';

interface Wait {
  readonly at: number;
  readonly end: () => void;
}

/** A clock that stands still until it is turned. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #waits = new Set<Wait>();

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AbortedError(signal.reason));
      const wait: Wait = { at: this.#now + ms, end: resolve };
      this.#waits.add(wait);
      signal?.addEventListener(
        'abort',
        () => {
          if (this.#waits.delete(wait)) reject(new AbortedError(signal.reason));
        },
        { once: true },
      );
    });
  }

  /** Turns the clock and lets everything that was due run. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settled();
      const next = [...this.#waits].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#now = Math.max(this.#now, next.at);
      this.#waits.delete(next);
      next.end();
    }
    this.#now = until;
    await settled();
  }
}

/** Lets every promise that can go on do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
