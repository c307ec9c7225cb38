import type { ByteRange } from '../domain/byte-range.ts';
import type { DxKey } from '../domain/key.ts';
import { DxError, isDxError } from '../errors.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import { readRange } from '../ports/read-range.ts';
import type { BlobFetcher } from './fetch-blob.ts';

/** Times that a blob which proves damaged while it is read is fetched again. */
const MAX_REPAIRS = 2;

/**
 * Bytes of `range`, every chunk checked before it is given out. A blob that proves damaged is fetched again and
 * reading goes on where it was; throws DX_CORRUPT when that fails, never ends early.
 */
export async function* readBlob(
  deps: { store: BlobStore; fetcher: BlobFetcher },
  init: { key: DxKey; range: ByteRange; signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const { key, range, signal } = init;
  let position = range.start;
  for (let repairs = 0; position < range.end; repairs += 1) {
    const pinned = deps.store.stat(key)?.pinned === true;
    try {
      for await (const bytes of readHeld(deps.store, key, { start: position, end: range.end })) {
        position += bytes.byteLength;
        yield bytes;
      }
      return;
    } catch (error) {
      if (!isDxError(error, 'DX_CORRUPT') || repairs >= MAX_REPAIRS) throw error;
      await repair(deps, { key, pinned, signal, damage: error });
    }
  }
}

async function repair(
  { store, fetcher }: { store: BlobStore; fetcher: BlobFetcher },
  init: { key: DxKey; pinned: boolean; signal: AbortSignal; damage: DxError },
): Promise<void> {
  try {
    await fetcher.fetch(init.key, init.signal);
  } catch (error) {
    if (isDxError(error, 'DX_ABORTED')) throw error;
    throw init.damage;
  }
  if (init.pinned) await store.pin(init.key);
}

async function* readHeld(store: BlobStore, key: DxKey, range: ByteRange): AsyncGenerator<Uint8Array> {
  const reader = await store.open(key);
  if (reader === undefined) {
    throw new DxError('DX_NOT_FOUND', `${key} was removed while it was read`, { key });
  }
  try {
    yield* readRange(reader, range);
  } finally {
    await reader.close();
  }
}
