import { createHash } from 'node:crypto';
import { keyOf } from '../../src/domain/key.ts';
import type { BlobStore } from '../../src/ports/blob-store.ts';
import { readRange } from '../../src/ports/read-range.ts';
import type { DxKey } from '../../src/schemas/key.ts';

/** Bytes that look random and are the same for the same seed. */
export function someBytes(length: number, seed = 1): Buffer {
  return createHash('shake256', { outputLength: length }).update(`seed ${seed}`).digest();
}

export async function store(blobs: BlobStore, bytes: Uint8Array): Promise<DxKey> {
  const key = keyOf(bytes);
  const writer = await blobs.create({ key, size: bytes.byteLength });
  await writer.write(bytes);
  await writer.commit();
  return key;
}

/** All bytes of a blob, undefined when it is absent. */
export async function load(blobs: BlobStore, key: DxKey): Promise<Buffer | undefined> {
  const reader = await blobs.open(key);
  if (reader === undefined) return undefined;
  try {
    const parts: Uint8Array[] = [];
    for await (const part of readRange(reader, { start: 0, end: reader.manifest.size })) parts.push(part);
    return Buffer.concat(parts);
  } finally {
    await reader.close();
  }
}
