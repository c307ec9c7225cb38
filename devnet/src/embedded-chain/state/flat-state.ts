import type { StorageLayerProvider, StorageValue } from '@acala-network/chopsticks-core';

/**
 * All of the state in one map, with sorted keys. It stands at the bottom of every stack of layers: Chopsticks' own
 * layers point at their parents for ever, so that look-ups get slower and memory grows with each block.
 */
export class FlatState implements StorageLayerProvider {
  readonly #values: ReadonlyMap<string, string>;
  #sorted: readonly string[] | undefined;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /**
   * The state after the changes, oldest first; null deletes. Chopsticks also lists what was only looked for and isn't
   * there, as undefined: that is no entry either.
   */
  with(changes: Iterable<Readonly<Record<string, string | null | undefined>>>): FlatState {
    const values = new Map(this.#values);
    for (const change of changes) {
      for (const [key, value] of Object.entries(change)) {
        if (value === null || value === undefined) values.delete(key);
        else values.set(key, value);
      }
    }
    return new FlatState(values);
  }

  value(key: string): string | undefined {
    return this.#values.get(key);
  }

  entries(): [string, string][] {
    return [...this.#values];
  }

  /** Up to `limit` keys that begin with `prefix` and come after `start`, ascending. */
  keys(prefix: string, limit: number, start: string): string[] {
    const sorted = this.#keys();
    let at = firstAtLeast(sorted, start > prefix ? start : prefix);
    if (sorted[at] === start) at += 1;
    const found: string[] = [];
    for (; found.length < limit; at += 1) {
      const key = sorted[at];
      if (!key?.startsWith(prefix)) break;
      found.push(key);
    }
    return found;
  }

  deleted(): boolean {
    return false;
  }

  async get(key: string): Promise<StorageValue> {
    return this.#values.get(key);
  }

  async getMany(keys: string[]): Promise<StorageValue[]> {
    return keys.map((key) => this.#values.get(key));
  }

  async getKeysPaged(prefix: string, pageSize: number, startKey: string): Promise<string[]> {
    return this.keys(prefix, pageSize, startKey);
  }

  async findNextKey(prefix: string, startKey: string): Promise<string | undefined> {
    return this.keys(prefix, 1, startKey)[0];
  }

  #keys(): readonly string[] {
    this.#sorted ??= [...this.#values.keys()].sort();
    return this.#sorted;
  }
}

function firstAtLeast(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
