import type { Clock } from '@airo/program';
import type { BlobEntry } from '../domain/blob-entry.ts';
import type { ByteRange } from '../domain/byte-range.ts';
import type { DxKey } from '../domain/key.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { BlobStat, PutResult } from '../schemas/blob-stat.ts';
import type { Announcer } from './announce.ts';
import type { BlobFetcher } from './fetch-blob.ts';
import { notFound } from './find-size.ts';
import { readBlob } from './read-blob.ts';
import { storeBlob } from './store-blob.ts';

export interface DxDeps {
  store: BlobStore;
  fetcher: BlobFetcher;
  announcer: Announcer;
  clock: Clock;
  /** How long an upload waits for the network to take note of it; the rest happens in the background. */
  announceWaitMs: number;
}

/** What one can do with blobs, however the request came in. */
export class Dx {
  readonly #deps: DxDeps;

  constructor(deps: DxDeps) {
    this.#deps = deps;
  }

  /** See {@link storeBlob}. Resolves when the network knows of it, or is slow to. */
  async put(init: {
    key: DxKey;
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
    size?: number | undefined;
  }): Promise<PutResult> {
    const { store, announcer, clock, announceWaitMs } = this.#deps;
    const { key, size } = await storeBlob(store, init);
    const enough = new AbortController();
    const waited = clock.wait(announceWaitMs, enough.signal).catch(() => undefined);
    await Promise.race([announcer.announce(key), waited]);
    enough.abort();
    return { key, size };
  }

  /** The blob is here when it resolves, from the network if need be; throws as {@link BlobFetcher.fetch} does. */
  async bring(key: DxKey, signal: AbortSignal): Promise<BlobEntry> {
    const held = this.#deps.store.stat(key);
    if (held !== undefined) return held;
    const entry = await this.#deps.fetcher.fetch(key, signal);
    void this.#deps.announcer.announce(key);
    return entry;
  }

  /** Bytes of a blob that was brought; throws DX_CORRUPT, DX_NOT_FOUND, never ends early. */
  read(init: { key: DxKey; range: ByteRange; signal: AbortSignal }): AsyncGenerator<Uint8Array> {
    return readBlob(this.#deps, init);
  }

  /** Throws DX_NOT_FOUND when neither this node nor a peer has it. */
  async stat(key: DxKey, signal: AbortSignal): Promise<BlobStat> {
    const held = this.#deps.store.stat(key);
    if (held !== undefined) return toStat(held);
    const size = await this.#deps.fetcher.size(key, signal);
    return { key, size, held: false, pinned: false, storedAt: null, expiresAt: null };
  }

  /** Keeps the blob until it is unpinned, fetching it first when it isn't here. */
  async pin(key: DxKey, signal: AbortSignal): Promise<BlobStat> {
    await this.bring(key, signal);
    return toStat((await this.#deps.store.pin(key)) ?? absent(key));
  }

  /** Lets the time to live begin; throws DX_NOT_FOUND when it isn't here. */
  async unpin(key: DxKey): Promise<BlobStat> {
    return toStat((await this.#deps.store.unpin(key)) ?? absent(key));
  }

  /** Removes it from this node and withdraws its provider record; throws DX_NOT_FOUND when it isn't here. */
  async delete(key: DxKey): Promise<void> {
    if (!(await this.#deps.store.delete(key))) absent(key);
  }
}

function absent(key: DxKey): never {
  throw notFound(key);
}

function toStat({ key, size, pinned, storedAt, expiresAt }: BlobEntry): BlobStat {
  return { key, size, held: true, pinned, storedAt, expiresAt };
}
