import type { Clock } from '@airo/program';
import {
  type BlobEntry,
  isExpired,
  newEntry,
  pinned,
  renewed,
  unpinned,
} from '../../src/domain/blob-entry.ts';
import { BlobIndex, type StoreLimits } from '../../src/domain/blob-index.ts';
import { chunkMatches, chunkSpan, type Manifest, ManifestBuilder } from '../../src/domain/manifest.ts';
import { DxError } from '../../src/errors.ts';
import type { BlobReader, BlobStore, BlobWriter } from '../../src/ports/blob-store.ts';
import type { DxKey } from '../../src/schemas/key.ts';

interface Held {
  readonly bytes: Buffer;
  readonly manifest: Manifest;
}

/** Blobs in memory, by the same rules as the real store. */
export class MemoryBlobStore implements BlobStore {
  readonly #index: BlobIndex;
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #held = new Map<DxKey, Held>();
  readonly #listeners = new Set<(key: DxKey) => void>();

  constructor(init: { limits: StoreLimits; clock: Clock }) {
    this.#index = new BlobIndex(init.limits);
    this.#clock = init.clock;
    this.#ttlMs = init.limits.ttlMs;
  }

  /** Flips a bit of a stored blob, as a bad disk would. */
  damage(key: DxKey, at = 0): void {
    const bytes = this.#held.get(key)?.bytes;
    if (bytes !== undefined) bytes[at] = (bytes[at] ?? 0) ^ 1;
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

  async create({ key, size = 0 }: { key: DxKey; size?: number | undefined }): Promise<BlobWriter> {
    const builder = new ManifestBuilder();
    const parts: Uint8Array[] = [];
    let promised = 0;
    const reserve = (bytes: number, total: number): void => {
      const evictions = this.#index.reserve(key, { bytes, total, now: this.#clock.now() });
      promised += bytes;
      for (const entry of evictions) this.#remove(entry.key);
    };
    const release = (): void => {
      this.#index.release(promised);
      promised = 0;
    };
    reserve(size, size);
    return {
      write: async (bytes) => {
        const total = builder.size + bytes.byteLength;
        const beyond = total - Math.max(builder.size, size);
        if (beyond > 0) reserve(beyond, total);
        builder.update(bytes);
        parts.push(Uint8Array.from(bytes));
      },
      commit: async () => {
        const { key: actual, manifest } = builder.finish();
        release();
        if (manifest.size === 0) throw new DxError('DX_EMPTY_BLOB', 'empty', { key });
        if (actual !== key) throw new DxError('DX_HASH_MISMATCH', `hashes to ${actual}`, { key });
        const now = this.#clock.now();
        const before = this.#index.get(key);
        const entry =
          before === undefined
            ? newEntry({ key, size: manifest.size, now, ttlMs: this.#ttlMs })
            : renewed(before, now, this.#ttlMs);
        this.#index.set(entry);
        this.#held.set(key, { bytes: Buffer.concat(parts), manifest });
        return entry;
      },
      abort: async () => release(),
    };
  }

  async open(key: DxKey): Promise<BlobReader | undefined> {
    const entry = this.stat(key);
    const held = this.#held.get(key);
    if (entry === undefined || held === undefined) return undefined;
    this.#index.set({ ...entry, usedAt: this.#clock.now() });
    return {
      manifest: held.manifest,
      readChunk: async (index) => {
        const { start, end } = chunkSpan(held.manifest.size, index);
        const bytes = held.bytes.subarray(start, end);
        if (chunkMatches(held.manifest, index, bytes)) return bytes;
        this.#remove(key);
        throw new DxError('DX_CORRUPT', 'damaged', { key });
      },
      close: async () => undefined,
    };
  }

  async pin(key: DxKey): Promise<BlobEntry | undefined> {
    return this.#change(key, pinned);
  }

  async unpin(key: DxKey): Promise<BlobEntry | undefined> {
    return this.#change(key, (entry) => unpinned(entry, this.#clock.now(), this.#ttlMs));
  }

  async delete(key: DxKey): Promise<boolean> {
    const present = this.stat(key) !== undefined;
    this.#remove(key);
    return present;
  }

  async markAnnounced(key: DxKey): Promise<void> {
    this.#change(key, (entry) => ({ ...entry, announcedAt: this.#clock.now() }));
  }

  async sweep(): Promise<number> {
    const expired = this.#index.expired(this.#clock.now());
    for (const { key } of expired) this.#remove(key);
    return expired.length;
  }

  onRemoved(listener: (key: DxKey) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {}

  #change(key: DxKey, change: (entry: BlobEntry) => BlobEntry): BlobEntry | undefined {
    const entry = this.stat(key);
    if (entry === undefined) return undefined;
    const changed = change(entry);
    this.#index.set(changed);
    return changed;
  }

  #remove(key: DxKey): void {
    if (this.#index.delete(key) === undefined) return;
    this.#held.delete(key);
    for (const listener of this.#listeners) listener(key);
  }
}
