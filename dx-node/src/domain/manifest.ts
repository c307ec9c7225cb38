import type { Hash } from 'node:crypto';
import { CHUNK_BYTES, DIGEST_BYTES } from '../constants.ts';
import { type DxKey, digestOf, digestToKey, keyToDigest, newHash } from './key.ts';

/** Hashes of a blob's chunks, so that a bad one is known before the whole has come. */
export interface Manifest {
  /** Bytes of the blob. */
  readonly size: number;
  /** SHA-256 of each chunk, 32 bytes each, one after the other. */
  readonly hashes: Uint8Array;
}

/** Chunks of {@link CHUNK_BYTES} that a blob of this many bytes has. */
export function chunkCount(size: number): number {
  return Math.ceil(size / CHUNK_BYTES);
}

/** Where chunk `index` begins and ends (exclusive), in bytes of the blob. */
export function chunkSpan(size: number, index: number): { start: number; end: number } {
  const start = index * CHUNK_BYTES;
  return { start, end: Math.min(start + CHUNK_BYTES, size) };
}

/** Whether the manifest has one hash a chunk; a peer's may have anything. */
export function isWellFormed({ size, hashes }: Manifest): boolean {
  return size > 0 && hashes.byteLength === chunkCount(size) * DIGEST_BYTES;
}

/** The manifest of a blob of one chunk: its only hash is the key. */
export function singleChunkManifest(key: DxKey, size: number): Manifest {
  return { size, hashes: keyToDigest(key) };
}

export function sameManifest(a: Manifest, b: Manifest): boolean {
  return a.size === b.size && Buffer.compare(a.hashes, b.hashes) === 0;
}

/** Whether `bytes` are chunk `index` of the blob. */
export function chunkMatches(manifest: Manifest, index: number, bytes: Uint8Array): boolean {
  const { start, end } = chunkSpan(manifest.size, index);
  if (bytes.byteLength !== end - start) return false;
  const expected = manifest.hashes.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
  return Buffer.compare(digestOf(bytes), expected) === 0;
}

/** Makes key and manifest of bytes that come in pieces of any size. */
export class ManifestBuilder {
  readonly #known: Manifest | undefined;
  readonly #flat: Hash = newHash();
  #chunk: Hash = newHash();
  #inChunk = 0;
  #size = 0;
  readonly #hashes: Uint8Array[] = [];

  /** Chunks aren't hashed again when `known` is the manifest that they were checked against. */
  constructor(known?: Manifest) {
    this.#known = known;
  }

  /** Bytes taken so far. */
  get size(): number {
    return this.#size;
  }

  update(bytes: Uint8Array): void {
    this.#flat.update(bytes);
    this.#size += bytes.byteLength;
    if (this.#known !== undefined) return;
    let rest = bytes;
    while (rest.byteLength > 0) {
      const part = rest.subarray(0, CHUNK_BYTES - this.#inChunk);
      this.#chunk.update(part);
      this.#inChunk += part.byteLength;
      rest = rest.subarray(part.byteLength);
      if (this.#inChunk === CHUNK_BYTES) this.#endChunk();
    }
  }

  /** Can be called once. */
  finish(): { key: DxKey; manifest: Manifest } {
    if (this.#inChunk > 0) this.#endChunk();
    return {
      key: digestToKey(this.#flat.digest()),
      manifest: { size: this.#size, hashes: this.#known?.hashes ?? Buffer.concat(this.#hashes) },
    };
  }

  #endChunk(): void {
    this.#hashes.push(this.#chunk.digest());
    this.#chunk = newHash();
    this.#inChunk = 0;
  }
}
