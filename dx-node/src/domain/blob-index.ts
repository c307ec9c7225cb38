import { DxError } from '../errors.ts';
import type { DxKey } from '../schemas/key.ts';
import { type BlobEntry, chooseEvictions, isExpired } from './blob-entry.ts';

export interface StoreLimits {
  /** Bytes of one blob. */
  maxBlobBytes: number;
  /** Bytes of all blobs. */
  quotaBytes: number;
  /** Life of what isn't pinned. */
  ttlMs: number;
}

/** The rules of room: what is held, what is promised to uploads, who has to go. Pure bookkeeping, in memory. */
export class BlobIndex {
  readonly #entries = new Map<DxKey, BlobEntry>();
  readonly #limits: StoreLimits;
  #held = 0;
  #reserved = 0;

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  /** Bytes of all entries. */
  get heldBytes(): number {
    return this.#held;
  }

  get count(): number {
    return this.#entries.size;
  }

  entries(): IterableIterator<BlobEntry> {
    return this.#entries.values();
  }

  get(key: DxKey): BlobEntry | undefined {
    return this.#entries.get(key);
  }

  set(entry: BlobEntry): void {
    this.#held += entry.size - (this.#entries.get(entry.key)?.size ?? 0);
    this.#entries.set(entry.key, entry);
  }

  delete(key: DxKey): BlobEntry | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.#entries.delete(key);
      this.#held -= entry.size;
    }
    return entry;
  }

  expired(now: number): BlobEntry[] {
    return [...this.#entries.values()].filter((entry) => isExpired(entry, now));
  }

  /**
   * Promises room for `bytes` more of a blob that will have `total` as far as is known. Returns who has to be
   * removed for it; throws DX_TOO_LARGE or DX_QUOTA. Give it back with {@link release}.
   */
  reserve(key: DxKey, init: { bytes: number; total: number; now: number }): BlobEntry[] {
    const { maxBlobBytes, quotaBytes } = this.#limits;
    const { bytes, total, now } = init;
    if (total > maxBlobBytes) {
      const message = `${key} has at least ${total} bytes; this node takes ${maxBlobBytes} (maxBlobBytes)`;
      throw new DxError('DX_TOO_LARGE', message, { key, sizeBytes: total, limitBytes: maxBlobBytes });
    }
    const missing = this.#held + this.#reserved + bytes - quotaBytes;
    const evictions = missing <= 0 ? [] : chooseEvictions(this.#entries.values(), { bytes: missing, now });
    if (evictions === undefined) {
      const message = `no room for ${bytes} bytes: pinned blobs and running uploads fill the quota of ${quotaBytes}; unpin some or raise quotaBytes`;
      throw new DxError('DX_QUOTA', message, { key, sizeBytes: bytes, limitBytes: quotaBytes });
    }
    this.#reserved += bytes;
    return evictions;
  }

  release(bytes: number): void {
    this.#reserved -= bytes;
  }
}
