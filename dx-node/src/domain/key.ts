import { createHash, type Hash } from 'node:crypto';
import { DxError } from '../errors.ts';
import { type DxKey, dxKeySchema } from '../schemas/key.ts';

export type { DxKey };

/** Key of these bytes. node:crypto, as it is 50 times faster than SHA-256 in JavaScript. */
export function keyOf(bytes: Uint8Array): DxKey {
  return digestToKey(digestOf(bytes));
}

/** SHA-256, 32 bytes. */
export function digestOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

export function newHash(): Hash {
  return createHash('sha256');
}

export function digestToKey(digest: Uint8Array): DxKey {
  return `0x${Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex')}`;
}

export function keyToDigest(key: DxKey): Uint8Array {
  return Buffer.from(key.slice(2), 'hex');
}

/** Parses what a caller calls a key; throws DX_BAD_KEY. */
export function parseKey(text: unknown): DxKey {
  const parsed = dxKeySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  const shown = String(text).slice(0, 80);
  throw new DxError(
    'DX_BAD_KEY',
    `"${shown}" is no key: a key is 0x and 64 hex digits, the SHA-256 of the bytes`,
    {
      key: shown,
    },
  );
}
