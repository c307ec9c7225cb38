import type { BlobEntry } from '../domain/blob-entry.ts';
import type { DxKey } from '../domain/key.ts';
import type { BlobStore } from '../ports/blob-store.ts';

/**
 * Stores what hashes to the key. Throws DX_HASH_MISMATCH, DX_EMPTY_BLOB, DX_TOO_LARGE, DX_QUOTA, DX_STORE or what
 * `pieces` throws, and keeps nothing then. Storing again what is there renews it, and heals a damaged copy.
 */
export async function storeBlob(
  store: BlobStore,
  init: { key: DxKey; pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>; size?: number | undefined },
): Promise<BlobEntry> {
  const writer = await store.create({ key: init.key, size: init.size });
  try {
    for await (const piece of init.pieces) await writer.write(piece);
    return await writer.commit();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
