import type { Clock } from '@airo/program';
import { prepared } from '../runtime/call.ts';
import type { Item } from './item.ts';

/** Most calls in one `utility.force_batch`. */
export const MAX_BATCH_CALLS = 30;

/** Collects calls for a while, so that those of one moment share a transaction. */
export class Batcher {
  readonly #clock: Clock;
  readonly #send: (items: readonly Item[]) => void;
  readonly #closing = new AbortController();
  #open: Item[] = [];
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, send: (items: readonly Item[]) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Sends it within `ms`, with everything else that is there by then; at once when the batch is full. */
  add(item: Item, ms: number): void {
    if (prepared(item.call).alone) {
      this.flush();
      this.#send([item]);
      return;
    }
    this.#open.push(item);
    if (this.#open.length >= MAX_BATCH_CALLS) {
      this.flush();
      return;
    }
    const dueAt = this.#clock.now() + ms;
    if (dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    this.#clock.wait(ms, this.#closing.signal).then(
      () => {
        if (this.#dueAt <= dueAt) this.flush();
      },
      () => {},
    );
  }

  flush(): void {
    const items = this.#open.filter(({ settled }) => !settled);
    this.#open = [];
    this.#dueAt = Number.POSITIVE_INFINITY;
    if (items.length > 0) this.#send(items);
  }

  /** Stops waiting; what was not sent comes back. */
  close(): readonly Item[] {
    this.#closing.abort();
    const items = this.#open;
    this.#open = [];
    return items;
  }
}
