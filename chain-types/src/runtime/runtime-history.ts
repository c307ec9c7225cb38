import { Metadata, type Option, type Raw, TypeRegistry } from '@polkadot/types';
import type { Registry } from '@polkadot/types/types';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { ChainError } from '../errors.ts';
import type { Hex } from '../model/ids.ts';
import type { Connection } from './connection.ts';

/** The oldest that describes runtime APIs, as SCALE. */
const METADATA_VERSION = '0x0f000000';

/** A version of the runtime, and a block whose state has it. */
export interface RuntimeAt {
  readonly version: number;
  readonly state: Hex;
}

export interface RuntimeTypes {
  readonly registry: Registry;
  readonly metadata: Metadata;
}

/**
 * The types of every runtime that the chain has had. @polkadot/api changes the registry that it has handed out when the
 * runtime changes, and then asks for metadata without runtime APIs.
 */
export class RuntimeHistory {
  readonly #connection: Connection;
  readonly #loaded = new Map<number, Promise<RuntimeTypes>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The runtime that made the block: its parent's. @throws ChainError STATE_PRUNED, CHAIN_UNAVAILABLE */
  async makerOf(block: Hex): Promise<RuntimeAt> {
    const { request } = this.#connection;
    const header = await request<{ parentHash: Hex } | null>('chain_getHeader', [block]);
    if (!header) {
      const what = `block ${block}`;
      throw new ChainError('CHAIN_UNAVAILABLE', `the node doesn't know ${what} that it just named`, { what });
    }
    return this.runtimeAt(header.parentHash);
  }

  /** The runtime in the state after the block: what makes its children. @throws ChainError STATE_PRUNED, CHAIN_UNAVAILABLE */
  async runtimeAt(block: Hex): Promise<RuntimeAt> {
    const { request } = this.#connection;
    const { specVersion } = await request<{ specVersion: number }>('state_getRuntimeVersion', [block]);
    return { version: specVersion, state: block };
  }

  async registryOf({ version, state }: RuntimeAt): Promise<Registry> {
    const { api } = this.#connection;
    if (version === this.#presentVersion) return api.registry;
    return (await this.#load(version, state)).registry;
  }

  /** Of a runtime that isn't the present one; null of the present one, which @polkadot/api has. */
  async pastTypes({ version, state }: RuntimeAt): Promise<RuntimeTypes | null> {
    return version === this.#presentVersion ? null : this.#load(version, state);
  }

  /** Of the best block's runtime, with its runtime APIs. */
  async present(): Promise<RuntimeTypes> {
    const { registry, runtimeMetadata: metadata } = this.#connection.api;
    if (metadata.asLatest.apis.length > 0) return { registry, metadata };
    return this.#load(this.#presentVersion);
  }

  get #presentVersion(): number {
    return this.#connection.api.runtimeVersion.specVersion.toNumber();
  }

  #load(version: number, state?: Hex): Promise<RuntimeTypes> {
    const known = this.#loaded.get(version);
    if (known) return known;
    const loading = this.#read(state);
    this.#loaded.set(version, loading);
    loading.catch(() => this.#loaded.delete(version));
    return loading;
  }

  async #read(state: Hex | undefined): Promise<RuntimeTypes> {
    const answer = await this.#connection.request<Hex>('state_call', [
      'Metadata_metadata_at_version',
      METADATA_VERSION,
      ...(state ? [state] : []),
    ]);
    const registry = new TypeRegistry();
    const opaque = registry.createType<Option<Raw>>('Option<Bytes>', hexToU8a(answer));
    const metadata = new Metadata(registry, u8aToHex(opaque.unwrap()));
    registry.setMetadata(metadata);
    return { registry, metadata };
  }
}
