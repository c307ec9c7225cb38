import { CHUNK_BYTES } from '../constants.ts';
import type { BlobEntry } from '../domain/blob-entry.ts';
import type { DxKey } from '../domain/key.ts';
import { chunkCount, chunkMatches, type Manifest, sameManifest } from '../domain/manifest.ts';
import { DxError } from '../errors.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import type { BlobStore, BlobWriter } from '../ports/blob-store.ts';

/**
 * A blob while it is being fetched: chunks in order, each checked against the manifest that its peer gave. A manifest
 * is a claim until the flat hash agrees, so whoever gave this one answers for the end.
 */
export class PartialBlob {
  readonly #store: BlobStore;
  readonly #key: DxKey;
  #manifest: Manifest | undefined;
  #writer: BlobWriter | undefined;
  #claimants = new Map<string, PeerRef>();
  #chunks = 0;

  constructor(store: BlobStore, key: DxKey) {
    this.#store = store;
    this.#key = key;
  }

  /** Index of the first chunk that is missing. */
  get nextChunk(): number {
    return this.#chunks;
  }

  /** First byte that is missing. */
  get offset(): number {
    return this.#chunks * CHUNK_BYTES;
  }

  get isComplete(): boolean {
    return this.#manifest !== undefined && this.#chunks === chunkCount(this.#manifest.size);
  }

  /** Under which it goes on; undefined before the first and after {@link abort}. */
  get manifest(): Manifest | undefined {
    return this.#manifest;
  }

  /** Peers whose manifest this is. */
  claimants(): PeerRef[] {
    return [...this.#claimants.values()];
  }

  /** Goes on under this manifest: from where it was when it is the same, from the start when not. */
  async under(manifest: Manifest, claimant: PeerRef): Promise<void> {
    if (this.#manifest === undefined || !sameManifest(this.#manifest, manifest)) {
      await this.abort();
      this.#writer = await this.#store.create({
        key: this.#key,
        size: manifest.size,
        copy: true,
        checked: manifest,
      });
      this.#manifest = manifest;
    }
    this.#claimants.set(claimant.id, claimant);
  }

  /** Takes the next chunk; throws DX_HASH_MISMATCH when it isn't the one of the manifest. */
  async add(bytes: Uint8Array): Promise<void> {
    // The only chunk's hash is the key, which is compared at the end: once is enough.
    if (this.#manifest === undefined || this.#manifest.size > CHUNK_BYTES) this.check(this.#chunks, bytes);
    await this.append(bytes);
  }

  /** Throws DX_HASH_MISMATCH when `bytes` aren't chunk `index` of the manifest. */
  check(index: number, bytes: Uint8Array): void {
    if (this.#manifest !== undefined && chunkMatches(this.#manifest, index, bytes)) return;
    const message = `chunk ${index} of ${this.#key} isn't what its manifest says`;
    throw new DxError('DX_HASH_MISMATCH', message, { key: this.#key });
  }

  /** Takes the next chunk, which was checked when it came. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.#writer?.write(bytes);
    this.#chunks += 1;
  }

  /** The flat hash decides: throws DX_HASH_MISMATCH when the manifest was a lie; all is forgotten then. */
  async commit(): Promise<BlobEntry> {
    const writer = this.#writer;
    if (writer === undefined)
      throw new DxError('DX_INTERNAL', 'commit before the first chunk', { key: this.#key });
    return writer.commit();
  }

  /** Forgets everything; can be started again. */
  async abort(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    this.#manifest = undefined;
    this.#claimants = new Map();
    this.#chunks = 0;
    await writer?.abort();
  }
}
