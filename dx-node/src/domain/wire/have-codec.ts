import { DIGEST_BYTES } from '../../constants.ts';
import { DxError } from '../../errors.ts';
import { type DxKey, digestToKey, keyToDigest } from '../key.ts';

/** Most keys in one question to `/dx/have/1.0.0`. */
export const HAVE_MAX_KEYS = 1_024;
/** Number of keys, big endian, before the keys. */
export const HAVE_COUNT_BYTES = 2;

/** Bytes of keys that follow a count; throws DX_PROTOCOL when there are none or too many. */
export function decodeHaveCount(bytes: Uint8Array): number {
  const count = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt16BE(0);
  if (count === 0 || count > HAVE_MAX_KEYS) {
    throw new DxError('DX_PROTOCOL', `have request for ${count} keys; 1 to ${HAVE_MAX_KEYS} are allowed`, {});
  }
  return count * DIGEST_BYTES;
}

export function encodeHaveRequest(keys: readonly DxKey[]): Uint8Array {
  const count = Buffer.alloc(HAVE_COUNT_BYTES);
  count.writeUInt16BE(keys.length, 0);
  return Buffer.concat([count, ...keys.map(keyToDigest)]);
}

export function decodeHaveKeys(bytes: Uint8Array): DxKey[] {
  const count = Math.floor(bytes.byteLength / DIGEST_BYTES);
  return Array.from({ length: count }, (_, index) =>
    digestToKey(bytes.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES)),
  );
}

/** Bytes of the bitmap that answers a question for `keys` keys. */
export function bitmapBytes(keys: number): number {
  return Math.ceil(keys / 8);
}

/** Bit `i` (lowest first) says whether key `i` is held. */
export function encodeBitmap(held: readonly boolean[]): Uint8Array {
  const bitmap = new Uint8Array(bitmapBytes(held.length));
  held.forEach((bit, index) => {
    if (bit) bitmap[index >> 3] = (bitmap[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return bitmap;
}

export function decodeBitmap(bitmap: Uint8Array, keys: number): boolean[] {
  return Array.from({ length: keys }, (_, index) => ((bitmap[index >> 3] ?? 0) & (1 << (index & 7))) !== 0);
}
