import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BlobEntry } from '../../domain/blob-entry.ts';
import type { DxKey } from '../../domain/key.ts';
import { type Manifest, ManifestBuilder } from '../../domain/manifest.ts';
import { DxError } from '../../errors.ts';
import type { BlobWriter } from '../../ports/blob-store.ts';
import { syncFolderOf } from './blob-paths.ts';
import { storeError } from './errno.ts';

export interface FileBlobWriterInit {
  key: DxKey;
  tmpPath: string;
  path: string;
  /** Promises room for bytes beyond those promised before; throws when there is none. */
  reserve: (init: { bytes: number; total: number }) => Promise<void>;
  /** Whether it has to outlast a power failure. */
  durable: boolean;
  /** Under which the bytes come, when they are checked before. */
  checked: Manifest | undefined;
  /** Gives back all the room promised. */
  release: () => void;
  /** Bytes for which room was promised beforehand. */
  reserved: number;
  /** Keeps everything else away from the key meanwhile. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** Puts the blob into the index; called when the file is in its place. */
  committed: (manifest: Manifest) => Promise<BlobEntry>;
}

/** Writes to a temporary file that takes the blob's place only when it is whole, right and, unless it is a copy, on disk. */
export class FileBlobWriter implements BlobWriter {
  readonly #init: FileBlobWriterInit;
  readonly #file: FileHandle;
  readonly #builder: ManifestBuilder;
  #ended = false;

  private constructor(init: FileBlobWriterInit, file: FileHandle) {
    this.#init = init;
    this.#builder = new ManifestBuilder(init.checked);
    this.#file = file;
  }

  static async open(init: FileBlobWriterInit): Promise<FileBlobWriter> {
    try {
      return new FileBlobWriter(init, await open(init.tmpPath, 'wx'));
    } catch (error) {
      init.release();
      throw storeError(init.tmpPath, error);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    const total = this.#builder.size + bytes.byteLength;
    const beyond = total - Math.max(this.#builder.size, this.#init.reserved);
    if (beyond > 0) await this.#init.reserve({ bytes: beyond, total });
    this.#builder.update(bytes);
    try {
      let written = 0;
      while (written < bytes.byteLength) {
        written += (await this.#file.write(bytes, written)).bytesWritten;
      }
    } catch (error) {
      throw storeError(this.#init.tmpPath, error);
    }
  }

  async commit(): Promise<BlobEntry> {
    const { key, path, tmpPath, durable } = this.#init;
    try {
      const { key: actual, manifest } = this.#builder.finish();
      if (manifest.size === 0)
        throw new DxError('DX_EMPTY_BLOB', 'Dx holds no blob of 0 bytes', { key, sizeBytes: 0 });
      if (actual !== key) {
        const message = `the bytes hash to ${actual}, not to ${key}; nothing was kept`;
        throw new DxError('DX_HASH_MISMATCH', message, { key, sizeBytes: manifest.size });
      }
      if (durable) await this.#file.sync();
      await this.#file.close();
      await mkdir(dirname(path), { recursive: true });
      const entry = await this.#init.exclusively(async () => {
        await rename(tmpPath, path);
        // In any order: after a crash an entry without a file, or a file without an entry, is dropped.
        const [entry] = await Promise.all([
          this.#init.committed(manifest),
          durable ? syncFolderOf(path) : undefined,
        ]);
        return entry;
      });
      this.#end();
      return entry;
    } catch (error) {
      await this.abort();
      throw storeError(path, error);
    }
  }

  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#end();
    // A handle that is closed already may be closed again.
    await this.#file.close().catch(() => undefined);
    await rm(this.#init.tmpPath, { force: true });
  }

  #end(): void {
    this.#ended = true;
    this.#init.release();
  }
}
