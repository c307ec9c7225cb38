import { CHUNK_BYTES } from '../constants.ts';
import type { ByteRange } from '../domain/byte-range.ts';
import { chunkSpan } from '../domain/manifest.ts';
import type { BlobReader } from './blob-store.ts';

/** Bytes of `range` from an open blob, whichever store it is of; throws DX_CORRUPT. */
export async function* readRange(reader: BlobReader, range: ByteRange): AsyncGenerator<Uint8Array> {
  for (let position = range.start; position < range.end; ) {
    const index = Math.floor(position / CHUNK_BYTES);
    const { start, end } = chunkSpan(reader.manifest.size, index);
    const chunk = await reader.readChunk(index);
    const until = Math.min(end, range.end);
    yield chunk.subarray(position - start, until - start);
    position = until;
  }
}
