import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@airo/program';
import { CHUNK_BYTES, MIB } from '../../constants.ts';
import { type BlobEntry, isExpired, newEntry, pinned, renewed, unpinned } from '../../domain/blob-entry.ts';
import { BlobIndex, type StoreLimits } from '../../domain/blob-index.ts';
import type { DxKey } from '../../domain/key.ts';
import { type Manifest, singleChunkManifest } from '../../domain/manifest.ts';
import type { BlobReader, BlobStore, BlobWriter } from '../../ports/blob-store.ts';
import { BlobPaths, syncFolderOf } from './blob-paths.ts';
import { diskFull, errnoOf, storeError } from './errno.ts';
import { corrupt, FileBlobReader } from './file-blob-reader.ts';
import { FileBlobWriter } from './file-blob-writer.ts';
import { KeyLock } from './key-lock.ts';
import { LevelIndex } from './level-index.ts';

export interface FileBlobStoreInit {
  /** Folder of its own; made when missing. */
  dir: string;
  limits: StoreLimits;
  clock: Clock;
}

/** Left free for the index: LevelDB takes no more writes, until it is opened again, once one of its own found no room. */
const DISK_RESERVE_BYTES = 8 * MIB;
/** How stale `usedAt` may be on disk, so that reading a hot blob doesn't write each time. */
const USED_AT_GRAIN_MS = 60_000;

/** Blobs as files, what is known of them in LevelDB beside. */
export class FileBlobStore implements BlobStore {
  readonly #dir: string;
  readonly #paths: BlobPaths;
  readonly #level: LevelIndex;
  readonly #index: BlobIndex;
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #locks = new KeyLock();
  readonly #listeners = new Set<(key: DxKey) => void>();

  private constructor(init: FileBlobStoreInit, paths: BlobPaths, level: LevelIndex) {
    this.#dir = init.dir;
    this.#paths = paths;
    this.#level = level;
    this.#index = new BlobIndex(init.limits);
    this.#clock = init.clock;
    this.#ttlMs = init.limits.ttlMs;
  }

  /** Throws DX_STORE when the folder can't be used or another process has it. */
  static async open(init: FileBlobStoreInit): Promise<FileBlobStore> {
    const level = await LevelIndex.open(join(init.dir, 'index'));
    try {
      const paths = new BlobPaths(init.dir);
      await paths.prepare();
      const store = new FileBlobStore(init, paths, level);
      await store.#reconcile();
      return store;
    } catch (error) {
      await level.close();
      throw storeError(init.dir, error);
    }
  }

  stat(key: DxKey): BlobEntry | undefined {
    const entry = this.#index.get(key);
    return entry !== undefined && !isExpired(entry, this.#clock.now()) ? entry : undefined;
  }

  entries(): Iterable<BlobEntry> {
    return this.#index.entries();
  }

  usage(): { blobs: number; bytes: number } {
    return { blobs: this.#index.count, bytes: this.#index.heldBytes };
  }

  async create({
    key,
    size = 0,
    copy = false,
    checked,
  }: {
    key: DxKey;
    size?: number | undefined;
    copy?: boolean;
    checked?: Manifest;
  }): Promise<BlobWriter> {
    let promised = 0;
    const release = (): void => {
      this.#index.release(promised);
      promised = 0;
    };
    const reserve = async ({ bytes, total }: { bytes: number; total: number }): Promise<void> => {
      const evictions = this.#index.reserve(key, { bytes, total, now: this.#clock.now() });
      promised += bytes;
      const freed = evictions.reduce((sum, entry) => sum + entry.size, 0);
      if ((await this.#paths.freeBytes()) + freed < bytes + DISK_RESERVE_BYTES) {
        release();
        throw diskFull(this.#dir, bytes);
      }
      for (const entry of evictions) await this.#remove(entry.key);
    };
    await reserve({ bytes: size, total: size });
    return FileBlobWriter.open({
      key,
      tmpPath: this.#paths.newTmp(),
      path: this.#paths.of(key),
      reserve,
      release,
      reserved: size,
      exclusively: (work) => this.#locks.run(key, work),
      durable: !copy,
      checked,
      committed: (manifest) => this.#committed(key, manifest, !copy),
    });
  }

  async open(key: DxKey): Promise<BlobReader | undefined> {
    const entry = this.stat(key);
    if (entry === undefined) return undefined;
    const drop = async (): Promise<void> => {
      // An upload may have replaced the bad file meanwhile.
      await this.#remove(key, (current) => current.storedAt === entry.storedAt);
    };
    const file = await this.#openFile(key);
    const size = await file?.stat().then((stat) => stat.size);
    const manifest = await this.#manifestOf(entry);
    if (file === undefined || manifest === undefined || size !== entry.size) {
      await file?.close();
      await drop();
      throw corrupt(key);
    }
    await this.#used(key);
    return new FileBlobReader({ key, manifest, file, drop });
  }

  async pin(key: DxKey): Promise<BlobEntry | undefined> {
    await this.#toDisk(key);
    return this.#change(key, pinned);
  }

  async unpin(key: DxKey): Promise<BlobEntry | undefined> {
    return this.#change(key, (entry) => unpinned(entry, this.#clock.now(), this.#ttlMs));
  }

  async delete(key: DxKey): Promise<boolean> {
    const present = this.stat(key) !== undefined;
    await this.#remove(key);
    return present;
  }

  async markAnnounced(key: DxKey): Promise<void> {
    // A mark that is lost has it announced once more.
    await this.#change(key, (entry) => ({ ...entry, announcedAt: this.#clock.now() }), false);
  }

  async sweep(): Promise<number> {
    const expired = this.#index.expired(this.#clock.now());
    for (const entry of expired) await this.#remove(entry.key);
    return expired.length;
  }

  onRemoved(listener: (key: DxKey) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#level.close();
  }

  /** Files without an entry and entries without a file: what a crash between the two steps leaves. */
  async #reconcile(): Promise<void> {
    const entries = new Map((await this.#level.load()).map((entry) => [entry.key, entry]));
    const seen = new Set<DxKey>();
    for await (const { key, path } of this.#paths.all()) {
      if (entries.has(key)) seen.add(key);
      else await rm(path, { force: true });
    }
    for (const [key, entry] of entries) {
      if (seen.has(key)) this.#index.set(entry);
      else await this.#level.delete(key);
    }
  }

  async #committed(key: DxKey, manifest: Manifest, durable: boolean): Promise<BlobEntry> {
    const now = this.#clock.now();
    const before = this.#index.get(key);
    const entry =
      before === undefined
        ? newEntry({ key, size: manifest.size, now, ttlMs: this.#ttlMs })
        : renewed(before, now, this.#ttlMs);
    if (manifest.size > CHUNK_BYTES) await this.#level.putWithManifest(entry, manifest.hashes, durable);
    else await this.#level.put(entry, durable);
    this.#index.set(entry);
    return entry;
  }

  async #openFile(key: DxKey): Promise<FileHandle | undefined> {
    const path = this.#paths.of(key);
    try {
      return await open(path, 'r');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw storeError(path, error);
    }
  }

  async #manifestOf({ key, size }: BlobEntry): Promise<Manifest | undefined> {
    if (size <= CHUNK_BYTES) return singleChunkManifest(key, size);
    const hashes = await this.#level.hashes(key);
    return hashes === undefined ? undefined : { size, hashes };
  }

  async #used(key: DxKey): Promise<void> {
    const entry = this.#index.get(key);
    if (entry === undefined) return;
    const now = this.#clock.now();
    const used = { ...entry, usedAt: now };
    this.#index.set(used);
    if (now - entry.usedAt >= USED_AT_GRAIN_MS) await this.#level.put(used, false);
  }

  /** What was kept as a copy is forced to disk. */
  async #toDisk(key: DxKey): Promise<void> {
    if (this.stat(key) === undefined) return;
    const file = await this.#openFile(key);
    if (file === undefined) return;
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolderOf(this.#paths.of(key));
  }

  async #change(
    key: DxKey,
    change: (entry: BlobEntry) => BlobEntry,
    durable = true,
  ): Promise<BlobEntry | undefined> {
    return this.#locks.run(key, async () => {
      const entry = this.stat(key);
      if (entry === undefined) return undefined;
      const changed = change(entry);
      this.#index.set(changed);
      await this.#level.put(changed, durable);
      return changed;
    });
  }

  async #remove(key: DxKey, only: (entry: BlobEntry) => boolean = () => true): Promise<void> {
    await this.#locks.run(key, async () => {
      const entry = this.#index.get(key);
      if (entry === undefined || !only(entry)) return;
      this.#index.delete(key);
      await this.#level.delete(key);
      await rm(this.#paths.of(key), { force: true });
      for (const listener of this.#listeners) listener(key);
    });
  }
}
