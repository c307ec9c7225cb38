import type { StorageEntry } from '@polkadot/types/primitive/types';
import type { Codec, Registry } from '@polkadot/types/types';
import { compactStripLength, hexToU8a, u8aToHex } from '@polkadot/util';
import { ChainError } from '../errors.ts';
import type { Hex } from '../model/ids.ts';
import type { Connection } from './connection.ts';
import { toPlain } from './plain.ts';

const PAGE_KEYS = 1000;

/** A storage item, and the types of the runtime that it is of. */
export interface StorageItem {
  readonly entry: StorageEntry;
  readonly registry: Registry;
}

export function decodeStored({ entry, registry }: StorageItem, stored: Hex | null): unknown {
  const { modifier, fallback, type: of } = entry.meta;
  if (stored === null && modifier.isOptional) return null;
  const type = registry.createLookupType(of.isPlain ? of.asPlain : of.asMap.value);
  const bytes = stored === null ? fallback.toU8a(true) : hexToU8a(stored);
  return toPlain(registry.createTypeUnsafe<Codec>(type, [bytes]));
}

/** Entries of a map that share the first keys, as the block `at` left them. */
export async function storedEntries(
  { request }: Pick<Connection, 'request'>,
  item: StorageItem,
  prefix: readonly unknown[],
  at: Hex,
): Promise<readonly { readonly keys: readonly unknown[]; readonly value: unknown }[]> {
  const { entry, registry } = item;
  const start = u8aToHex(entry.keyPrefix(...prefix));
  const keys: Hex[] = [];
  for (let page: Hex[] | undefined; !page || page.length === PAGE_KEYS; keys.push(...page)) {
    page = await request<Hex[]>('state_getKeysPaged', [start, PAGE_KEYS, keys.at(-1) ?? start, at]);
  }
  if (keys.length === 0) return [];
  const [set] = await request<{ changes: [Hex, Hex | null][] }[]>('state_queryStorageAt', [keys, at]);
  return (set?.changes ?? []).map(([key, value]) => {
    const decoded = registry.createType('StorageKey', key);
    decoded.setMeta(entry.meta, entry.section, entry.method);
    return { keys: decoded.args.map((arg) => toPlain(arg)), value: decodeStored(item, value) };
  });
}

export function missing(what: string): ChainError {
  return new ChainError(
    'RUNTIME_UNSUITED',
    `the chain's runtime has no ${what}: this client and that chain don't fit together`,
    { what },
  );
}

export function storageKey(entry: StorageEntry, what: string, keys: readonly unknown[]): Hex {
  return u8aToHex(compactStripLength(encode(what, () => entry(...keys)))[1]);
}

export function encode<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ChainError('ARGUMENT_INVALID', `${what}: ${reason}`, { what }, { cause });
  }
}
