import { AbortedError, type Clock } from '@airo/program';

/** A clock that stands still until it is moved on. */
export class FakeClock implements Clock {
  #now: number;
  #waiting: { until: number; wake: () => void }[] = [];

  constructor(now = 1_800_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new AbortedError(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ until: this.#now + ms, wake: resolve });
    signal?.addEventListener('abort', () => reject(new AbortedError(signal.reason)), { once: true });
    await promise;
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#waiting.filter(({ until }) => until <= this.#now);
    this.#waiting = this.#waiting.filter(({ until }) => until > this.#now);
    for (const { wake } of due) wake();
  }
}

/** Waiting takes no time, but the time moves on by it. */
export class ImpatientClock extends FakeClock {
  override async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new AbortedError(signal.reason);
    this.advance(ms);
  }
}
