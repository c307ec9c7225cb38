import { decorateStorage } from '@polkadot/types';
import type { StorageEntry } from '@polkadot/types/primitive/types';
import type { Storage } from '../generated/runtime.ts';
import type { Hex } from '../model/ids.ts';
import type { Connection } from './connection.ts';
import type { RuntimeHistory } from './runtime-history.ts';
import { decodeStored, missing, type StorageItem, storageKey, storedEntries } from './stored.ts';

type Items = Readonly<Record<string, Readonly<Record<string, StorageEntry>>>>;
type ValueOf<T> = T extends { value: infer V } ? V : never;
type KeysOf<T> = T extends { keys: infer K extends readonly unknown[] } ? K : never;

/** The storage of a block that may be old, read with the types of the runtime that left it. */
export class PastState {
  readonly #connection: Connection;
  readonly #history: RuntimeHistory;
  readonly #block: Hex;
  #types: Promise<((pallet: string, item: string) => StorageItem) | null> | undefined;

  constructor(connection: Connection, history: RuntimeHistory, block: Hex) {
    this.#connection = connection;
    this.#history = history;
    this.#block = block;
  }

  /** @throws ChainError STATE_PRUNED, CHAIN_UNAVAILABLE */
  value<P extends keyof Storage, S extends string & keyof Storage[P]>(
    pallet: P,
    item: S,
    keys: KeysOf<Storage[P][S]>,
  ): Promise<ValueOf<Storage[P][S]>> {
    return this.frameValue(pallet, item, keys) as Promise<ValueOf<Storage[P][S]>>;
  }

  /** Of a pallet that isn't ours. */
  async frameValue(pallet: string, item: string, keys: readonly unknown[]): Promise<unknown> {
    const found = await this.#item(pallet, item);
    const key = storageKey(found.entry, `${pallet}.${item}`, keys);
    return decodeStored(
      found,
      await this.#connection.request<Hex | null>('state_getStorage', [key, this.#block]),
    );
  }

  /** All entries of a map, or those that share the first keys. */
  async entries<P extends keyof Storage, S extends string & keyof Storage[P]>(
    pallet: P,
    item: S,
    prefix: readonly unknown[],
  ): Promise<readonly { keys: KeysOf<Storage[P][S]>; value: NonNullable<ValueOf<Storage[P][S]>> }[]> {
    const found = await storedEntries(this.#connection, await this.#item(pallet, item), prefix, this.#block);
    return found as { keys: KeysOf<Storage[P][S]>; value: NonNullable<ValueOf<Storage[P][S]>> }[];
  }

  async #item(pallet: string, item: string): Promise<StorageItem> {
    this.#types ??= this.#ofPast();
    const past = await this.#types;
    if (past) return past(pallet, item);
    const { api } = this.#connection;
    const entry = api.query[pallet]?.[item]?.creator as StorageEntry | undefined;
    if (!entry) throw missing(`storage ${pallet}.${item}`);
    return { entry, registry: api.registry };
  }

  /** null when the block was left by the present runtime. */
  async #ofPast() {
    const types = await this.#history.pastTypes(await this.#history.runtimeAt(this.#block));
    if (!types) return null;
    const { registry, metadata } = types;
    const items = decorateStorage(registry, metadata.asLatest, metadata.version) as unknown as Items;
    return (pallet: string, item: string): StorageItem => {
      const entry = items[pallet]?.[item];
      if (!entry) throw missing(`storage ${pallet}.${item} in that block`);
      return { entry, registry };
    };
  }
}
