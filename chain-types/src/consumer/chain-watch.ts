import type { ChainClient } from '../client/chain-client.ts';
import { ChainError } from '../errors.ts';
import type { BlockRef, ChainEvent } from '../model/events.ts';

interface Waiter {
  readonly seen: (event: ChainEvent) => boolean;
}

/** Every event since a block, and waiting for those still to come. Follows the best chain. */
export class ChainWatch {
  readonly #events: ChainEvent[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #fail: (error: unknown) => void = () => {};
  readonly #failed: Promise<never>;

  constructor(chain: ChainClient, after: BlockRef) {
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => {});
    this.#done = this.#follow(chain, after).catch((error) => this.#fail(error));
  }

  get events(): readonly ChainEvent[] {
    return this.#events;
  }

  /**
   * The first event, past or coming, that `pick` takes.
   * @param what is missing, for the error
   * @throws ChainError EVENT_OVERDUE after `timeoutMs`
   */
  async first<T>(pick: (event: ChainEvent) => T | undefined, what: string, timeoutMs: number): Promise<T> {
    for (const event of this.#events) {
      const value = pick(event);
      if (value !== undefined) return value;
    }
    return new Promise<T>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        seen: (event) => {
          const value = pick(event);
          if (value === undefined) return false;
          end();
          resolve(value);
          return true;
        },
      };
      const timer = setTimeout(() => {
        end();
        reject(
          new ChainError('EVENT_OVERDUE', `${what}: nothing on chain within ${timeoutMs / 1000} s`, { what }),
        );
      }, timeoutMs);
      this.#waiters.add(waiter);
      this.#failed.catch((error) => {
        end();
        reject(error);
      });
    });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #follow(chain: ChainClient, after: BlockRef): Promise<void> {
    try {
      for await (const block of chain.blocks({ after, finality: 'best', signal: this.#stop.signal })) {
        for (const { event } of block.events) {
          this.#events.push(event);
          for (const waiter of [...this.#waiters]) waiter.seen(event);
        }
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }
}
