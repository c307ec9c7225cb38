import type { Clock } from '@airo/program';
import type { PoolExit } from './transaction-pool.ts';

type Hex = `0x${string}`;

/** `TransactionStatus` as it goes over the wire. */
export type TransactionStatus =
  | 'ready'
  | 'future'
  | 'invalid'
  | 'dropped'
  | { readonly inBlock: Hex }
  | { readonly finalized: Hex }
  | { readonly usurped: Hex };

/** polkadot.js reads the block at `inBlock` and forgets that it should when `finalized` comes at once. */
const FINALIZED_AFTER_MS = 250;

/** Tells those who sent a transaction with `author_submitAndWatchExtrinsic` how it goes on. */
export class TransactionWatch {
  readonly #watchers = new Map<Hex, Set<Watcher>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(hash: Hex, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(hash) ?? new Set();
    this.#watchers.set(hash, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(hash) === watchers) this.#watchers.delete(hash);
    };
  }

  /** A block of this chain is final as soon as it is there, but that is told a moment later. */
  async included(hash: Hex, block: Hex): Promise<void> {
    if (!this.#watchers.has(hash)) return;
    this.#tell(hash, { inBlock: block }, false);
    await this.#clock.wait(FINALIZED_AFTER_MS);
    this.#tell(hash, { finalized: block }, true);
  }

  left(hash: Hex, exit: PoolExit): void {
    this.#tell(hash, exit.kind === 'usurped' ? { usurped: exit.by } : exit.kind, true);
  }

  #tell(hash: Hex, status: TransactionStatus, last: boolean): void {
    for (const watcher of [...(this.#watchers.get(hash) ?? [])]) watcher(status, last);
    if (last) this.#watchers.delete(hash);
  }
}

type Watcher = (status: TransactionStatus, last: boolean) => void;
