import type { BlobEntry } from '../domain/blob-entry.ts';
import type { DxKey } from '../domain/key.ts';
import type { Manifest } from '../domain/manifest.ts';

/** An upload in progress; nobody sees its bytes before {@link BlobWriter.commit}. End it by commit or abort. */
export interface BlobWriter {
  /** Throws DX_TOO_LARGE or DX_QUOTA. */
  write(bytes: Uint8Array): Promise<void>;
  /** Durable when it returns, unless it is a copy. Throws DX_EMPTY_BLOB or DX_HASH_MISMATCH and keeps nothing then. */
  commit(): Promise<BlobEntry>;
  /** Forgets the bytes; harmless after commit. */
  abort(): Promise<void>;
}

/** A blob opened for reading; stays readable when it is deleted meanwhile. */
export interface BlobReader {
  readonly manifest: Manifest;
  /** One chunk, checked. Throws DX_CORRUPT after it has dropped the entry. */
  readChunk(index: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Blobs at rest. What is expired counts as absent. Doesn't cover the network: nobody is told of a change but listeners. */
export interface BlobStore {
  stat(key: DxKey): BlobEntry | undefined;
  entries(): Iterable<BlobEntry>;
  usage(): { blobs: number; bytes: number };
  /**
   * `size` in bytes when it is known beforehand: room is promised at once. A `copy` of what peers hold needn't outlast a
   * power failure: it is fetched again, or found damaged when it is read. The caller has checked, or the key will, what it writes
   * against `checked`: its hashes are taken over. Throws DX_TOO_LARGE, DX_QUOTA.
   */
  create(init: {
    key: DxKey;
    size?: number | undefined;
    copy?: boolean;
    checked?: Manifest;
  }): Promise<BlobWriter>;
  /** Undefined when absent. Throws DX_CORRUPT, the entry dropped, when it can't be the blob any more. */
  open(key: DxKey): Promise<BlobReader | undefined>;
  /** Undefined when absent. A copy is durable from then on. */
  pin(key: DxKey): Promise<BlobEntry | undefined>;
  /** Undefined when absent. The time to live begins now. */
  unpin(key: DxKey): Promise<BlobEntry | undefined>;
  /** False when absent. Takes pinned ones too. */
  delete(key: DxKey): Promise<boolean>;
  markAnnounced(key: DxKey): Promise<void>;
  /** Removes what is expired; returns how many. */
  sweep(): Promise<number>;
  /** Called for everything that leaves: deleted, evicted, expired or damaged. Returns how to stop that. */
  onRemoved(listener: (key: DxKey) => void): () => void;
  close(): Promise<void>;
}
