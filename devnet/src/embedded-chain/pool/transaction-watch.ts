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

/** Tells those who sent a transaction with `author_submitAndWatchExtrinsic` how it goes on. */
export class TransactionWatch {
  readonly #watchers = new Map<Hex, Set<Watcher>>();

  add(hash: Hex, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(hash) ?? new Set();
    this.#watchers.set(hash, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(hash) === watchers) this.#watchers.delete(hash);
    };
  }

  /** A block of this chain is final as soon as it is there. */
  included(hash: Hex, block: Hex): void {
    this.#tell(hash, { inBlock: block }, false);
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
