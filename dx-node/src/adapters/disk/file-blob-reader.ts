import type { FileHandle } from 'node:fs/promises';
import type { DxKey } from '../../domain/key.ts';
import { chunkMatches, chunkSpan, type Manifest } from '../../domain/manifest.ts';
import { DxError } from '../../errors.ts';
import type { BlobReader } from '../../ports/blob-store.ts';

/** DX_CORRUPT for a blob of this node. */
export function corrupt(key: DxKey, cause?: unknown): DxError {
  const message = `this node's copy of ${key} was damaged and has been dropped; upload it again or ask another node`;
  return new DxError('DX_CORRUPT', message, { key }, { cause });
}

/** Reads a blob's file chunk by chunk and lets none out that isn't what was stored. */
export class FileBlobReader implements BlobReader {
  readonly manifest: Manifest;
  readonly #key: DxKey;
  readonly #file: FileHandle;
  readonly #drop: () => Promise<void>;

  constructor(init: { key: DxKey; manifest: Manifest; file: FileHandle; drop: () => Promise<void> }) {
    this.manifest = init.manifest;
    this.#key = init.key;
    this.#file = init.file;
    this.#drop = init.drop;
  }

  async readChunk(index: number): Promise<Uint8Array> {
    const { start, end } = chunkSpan(this.manifest.size, index);
    const bytes = Buffer.allocUnsafe(end - start);
    let cause: unknown;
    try {
      let filled = 0;
      while (filled < bytes.byteLength) {
        const { bytesRead } = await this.#file.read(bytes, filled, bytes.byteLength - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled === bytes.byteLength && chunkMatches(this.manifest, index, bytes)) return bytes;
    } catch (error) {
      cause = error;
    }
    await this.#drop();
    throw corrupt(this.#key, cause);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
