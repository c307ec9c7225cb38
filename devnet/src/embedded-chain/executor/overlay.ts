import { compactFromU8a, compactToU8a, u8aConcat } from '@polkadot/util';
import { type Backend, fromHex, type Hex, toHex } from './task.ts';

type Value = Uint8Array | null;
type Promised<T> = T | Promise<T>;

/** Storage as a runtime sees it: its own changes, in nested transactions, over what is there. */
export class Overlay {
  readonly #backend: Backend;
  readonly #known = new Map<Hex, Value>();
  /** Innermost transaction last; the first is none. */
  readonly #layers: Map<Hex, Value>[] = [new Map()];

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Waits only for what was neither read nor written before. */
  get(key: Hex): Promised<Value> {
    const changed = this.#changed(key);
    if (changed !== undefined) return changed;
    const known = this.#known.get(key);
    return known === undefined ? this.#read(key) : known;
  }

  set(key: Hex, value: Value): void {
    this.#layers.at(-1)?.set(key, value);
  }

  /** Adds an encoded item to an encoded list; what is no list becomes one. */
  async append(key: Hex, item: Uint8Array): Promise<void> {
    const list = await this.get(key);
    this.set(key, appended(list ?? new Uint8Array([0]), item));
  }

  async nextKey(key: Hex): Promise<Hex | null> {
    let below = (await this.#backend.getNextKey('0x', key)) as Hex | undefined;
    while (below !== undefined && this.#changed(below) === null) {
      below = (await this.#backend.getNextKey('0x', below)) as Hex | undefined;
    }
    let next: Hex | null = below ?? null;
    for (const own of this.#ownKeys()) {
      if (own > key && (next === null || own < next) && this.#changed(own) !== null) next = own;
    }
    return next;
  }

  /**
   * Deletes all own keys and up to `limit` others that begin with the prefix.
   * @returns how many others, and whether that were all
   */
  async clearPrefix(prefix: Hex, limit: number | null): Promise<{ removed: number; isAll: boolean }> {
    for (const own of this.#ownKeys()) if (own.startsWith(prefix)) this.set(own, null);
    const found: Hex[] = (await this.#backend.getStorage(prefix)) === undefined ? [] : [prefix];
    let at = found[0] ?? ((await this.#backend.getNextKey(prefix, prefix)) as Hex | undefined);
    let removed = 0;
    while (at !== undefined) {
      if (removed === limit) return { removed, isAll: false };
      this.set(at, null);
      removed += 1;
      at = (await this.#backend.getNextKey(prefix, at)) as Hex | undefined;
    }
    return { removed, isAll: true };
  }

  begin(): void {
    this.#layers.push(new Map());
  }

  /** @throws RangeError no transaction is open */
  rollback(): void {
    this.#pop();
  }

  /** @throws RangeError no transaction is open */
  commit(): void {
    for (const [key, value] of this.#pop()) this.set(key, value);
  }

  /** By key, ascending. */
  changes(): [Hex, Hex | null][] {
    return [...this.#ownKeys()].sort().map((key) => {
      const value = this.#changed(key);
      return [key, value ? toHex(value) : null];
    });
  }

  #pop(): Map<Hex, Value> {
    const layer = this.#layers.length > 1 ? this.#layers.pop() : undefined;
    if (!layer) throw new RangeError('a runtime ended a transaction that it had not begun');
    return layer;
  }

  #ownKeys(): Set<Hex> {
    return new Set(this.#layers.flatMap((layer) => [...layer.keys()]));
  }

  #changed(key: Hex): Value | undefined {
    for (let at = this.#layers.length - 1; at >= 0; at -= 1) {
      const value = this.#layers[at]?.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  async #read(key: Hex): Promise<Value> {
    const hex = await this.#backend.getStorage(key);
    const value = hex === undefined || hex === null ? null : fromHex(hex);
    this.#known.set(key, value);
    return value;
  }
}

function appended(list: Uint8Array, item: Uint8Array): Uint8Array {
  if (list.length === 0) return u8aConcat(compactToU8a(1), item);
  const [prefix, count] = compactFromU8a(list);
  return u8aConcat(compactToU8a(count.toNumber() + 1), list.subarray(prefix), item);
}
