import { compactToU8a, u8aConcat } from '@polkadot/util';

/** `Vec<u8>`. */
export const bytes = (data: Uint8Array): Uint8Array => u8aConcat(compactToU8a(data.length), data);
/** `Some(value)`. */
export const option = (value: Uint8Array): Uint8Array => u8aConcat(new Uint8Array([1]), value);
