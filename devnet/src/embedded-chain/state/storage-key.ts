import { xxhashAsHex } from '@polkadot/util-crypto';

/** Key of a plain storage value, and the prefix of a map's keys. */
export function storageKey(pallet: string, item: string): `0x${string}` {
  return `0x${xxhashAsHex(pallet, 128).slice(2)}${xxhashAsHex(item, 128).slice(2)}`;
}
