import { hexToU8a, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';
import type { Hex } from '../model/ids.ts';
import type { Connection } from '../runtime/connection.ts';

const PAGE_KEYS = 1000;
/** Of the two hashes that a key begins with. */
const PREFIX_BYTES = 32;

/** What a pallet keeps. */
export interface StateSize {
  /** Entries of maps. */
  readonly entries: number;
  /** Of their keys and values. */
  readonly bytes: number;
  /** Of the values that aren't in maps, such as counters, and their keys. */
  readonly fixedBytes: number;
}

/** What the pallet of that name keeps, in the state of the best block. */
export async function stateSize({ request }: Connection, pallet: string): Promise<StateSize> {
  const at = await request<Hex>('chain_getBlockHash', []);
  const prefix = u8aToHex(xxhashAsU8a(pallet, 128));
  const size = { entries: 0, bytes: 0, fixedBytes: 0 };
  for (let keys: Hex[] = [prefix]; keys.length > 0; ) {
    keys = await request<Hex[]>('state_getKeysPaged', [prefix, PAGE_KEYS, keys.at(-1), at]);
    if (keys.length === 0) break;
    const [set] = await request<{ changes: [Hex, Hex | null][] }[]>('state_queryStorageAt', [keys, at]);
    for (const [key, value] of set?.changes ?? []) {
      const [ofKey, ofValue] = [hexToU8a(key).length, value ? hexToU8a(value).length : 0];
      if (ofKey > PREFIX_BYTES) {
        size.entries += 1;
        size.bytes += ofKey + ofValue;
      } else size.fixedBytes += ofKey + ofValue;
    }
  }
  return size;
}
