import type { ApiPromise } from '@polkadot/api';
import type { StorageEntry } from '@polkadot/types/primitive/types';
import { hexToU8a, stringCamelCase, u8aToHex } from '@polkadot/util';
import type { Call } from '../client/transactions.ts';
import type { Calls, Constants, RuntimeApis, Storage } from '../generated/runtime.ts';
import type { Hex } from '../model/ids.ts';
import { prepareCall } from './call.ts';
import type { Connection } from './connection.ts';
import { toInput } from './field-names.ts';
import { toPlain } from './plain.ts';
import type { RuntimeHistory } from './runtime-history.ts';
import { decodeStored, encode, missing, storageKey, storedEntries } from './stored.ts';

type Key<T, K extends keyof T> = T[K] extends { keys: infer Keys extends readonly unknown[] } ? Keys : never;
type Value<T, K extends keyof T> = T[K] extends { value: infer V } ? V : never;
type Params<T, K extends keyof T> = T[K] extends { params: infer P extends readonly unknown[] } ? P : never;
type Outcome<T, K extends keyof T> = T[K] extends { result: infer R } ? R : never;
/** The first keys of a map, which many entries share. */
type Prefix<Keys extends readonly unknown[]> = Keys extends readonly [...infer Rest, unknown]
  ? Keys | Prefix<Rest>
  : readonly [];

/** The runtime's calls, storage, constants and APIs, typed by `generated/runtime.ts`. */
export class RuntimeAccess {
  readonly #connection: Connection;
  readonly #history: RuntimeHistory;

  constructor(connection: Connection, history: RuntimeHistory) {
    this.#connection = connection;
    this.#history = history;
  }

  call<P extends keyof Calls, C extends string & keyof Calls[P]>(
    pallet: P,
    name: C,
    args: Calls[P][C],
  ): Call {
    const values = args as Record<string, unknown>;
    const names = this.#api.tx[pallet]?.[name]?.meta.args.map((arg) => stringCamelCase(arg.name.toString()));
    return this.frameCall(
      pallet,
      name,
      (names ?? []).map((argument) => toInput(values[argument])),
    );
  }

  /**
   * A call of a pallet that isn't ours, its arguments in order.
   * @param alone it leaves batch events of its own
   */
  frameCall(pallet: string, name: string, args: readonly unknown[], alone = false): Call {
    const make = this.#api.tx[pallet]?.[name];
    if (!make) throw missing(`call ${pallet}.${name}`);
    const what = `${pallet}.${name}`;
    return prepareCall(
      what,
      encode(what, () => make(...args).method),
      alone,
    );
  }

  /** A storage value at a block, by default the best one. */
  async storage<P extends keyof Storage, S extends string & keyof Storage[P]>(
    pallet: P,
    item: S,
    keys: Key<Storage[P], S>,
    at?: Hex,
  ): Promise<Value<Storage[P], S>> {
    const entry = this.#entry(pallet, item);
    const key = storageKey(entry, `${pallet}.${item}`, keys);
    const stored = await this.#connection.request<Hex | null>('state_getStorage', at ? [key, at] : [key]);
    return this.#decodeValue(entry, stored) as Value<Storage[P], S>;
  }

  /** A storage value of a pallet that isn't ours, as the best block has it. */
  async frameStorage(pallet: string, item: string, keys: readonly unknown[]): Promise<unknown> {
    const entry = this.#entry(pallet, item);
    const key = storageKey(entry, `${pallet}.${item}`, keys);
    return this.#decodeValue(entry, await this.#connection.request<Hex | null>('state_getStorage', [key]));
  }

  /** Storage values of several keys in their order, read in one request as the best block has them. */
  async values<P extends keyof Storage, S extends string & keyof Storage[P]>(
    pallet: P,
    item: S,
    keys: readonly Key<Storage[P], S>[],
  ): Promise<readonly Value<Storage[P], S>[]> {
    if (keys.length === 0) return [];
    const entry = this.#entry(pallet, item);
    const names = keys.map((key) => storageKey(entry, `${pallet}.${item}`, key));
    const [set] = await this.#connection.request<{ changes: [Hex, Hex | null][] }[]>('state_queryStorageAt', [
      names,
    ]);
    const stored = new Map(set?.changes);
    return names.map((name) => this.#decodeValue(entry, stored.get(name) ?? null) as Value<Storage[P], S>);
  }

  /** All entries of a map, or those that share the first keys, as one block has them. */
  async entries<P extends keyof Storage, S extends string & keyof Storage[P]>(
    pallet: P,
    item: S,
    prefix: Prefix<Key<Storage[P], S>>,
  ): Promise<readonly { keys: Key<Storage[P], S>; value: NonNullable<Value<Storage[P], S>> }[]> {
    const [entry, at] = [this.#entry(pallet, item), await this.bestBlock()];
    const found = await storedEntries(this.#connection, { entry, registry: this.#api.registry }, prefix, at);
    return found as { keys: Key<Storage[P], S>; value: NonNullable<Value<Storage[P], S>> }[];
  }

  constant<P extends keyof Constants, C extends string & keyof Constants[P]>(
    pallet: P,
    name: C,
  ): Constants[P][C] {
    const constant = this.#api.consts[pallet]?.[name];
    if (!constant) throw missing(`constant ${pallet}.${name}`);
    return toPlain(constant) as Constants[P][C];
  }

  /** A constant of a pallet that isn't ours; undefined when the chain hasn't got it. */
  frameConstant(pallet: string, name: string): unknown {
    const constant = this.#api.consts[pallet]?.[name];
    return constant && toPlain(constant);
  }

  async bestBlock(): Promise<Hex> {
    return this.#connection.request<Hex>('chain_getBlockHash', []);
  }

  /** A runtime API at a block, by default the best one. */
  async runtimeApi<A extends keyof RuntimeApis, M extends string & keyof RuntimeApis[A]>(
    api: A,
    method: M,
    params: Params<RuntimeApis[A], M>,
    at?: Hex,
  ): Promise<Outcome<RuntimeApis[A], M>> {
    const { registry, metadata } = await this.#history.present();
    const found = metadata.asLatest.apis.find(({ name }) => stringCamelCase(name.toString()) === api);
    const described = found?.methods.find(({ name }) => stringCamelCase(name.toString()) === method);
    if (!found || !described) throw missing(`runtime API ${api}.${method}`);
    const input = described.inputs.map(({ type }, index) =>
      encode(`${api}.${method}`, () =>
        registry.createTypeUnsafe(registry.createLookupType(type), [toInput(params[index])]).toU8a(),
      ),
    );
    const output = await this.#connection.request<Hex>('state_call', [
      `${found.name.toString()}_${described.name.toString()}`,
      u8aToHex(Uint8Array.from(input.flatMap((bytes) => [...bytes]))),
      ...(at ? [at] : []),
    ]);
    const decoded = registry.createTypeUnsafe(registry.createLookupType(described.output), [
      hexToU8a(output),
    ]);
    return toPlain(decoded) as Outcome<RuntimeApis[A], M>;
  }

  get #api(): ApiPromise {
    return this.#connection.api;
  }

  #entry(pallet: string, item: string): StorageEntry {
    const entry = this.#api.query[pallet]?.[item];
    if (!entry) throw missing(`storage ${pallet}.${item}`);
    return entry.creator as StorageEntry;
  }

  #decodeValue(entry: StorageEntry, stored: Hex | null): unknown {
    return decodeStored({ entry, registry: this.#api.registry }, stored);
  }
}
