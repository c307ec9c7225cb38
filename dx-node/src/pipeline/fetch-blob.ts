import { MIB } from '../constants.ts';
import type { BlobEntry } from '../domain/blob-entry.ts';
import type { DxKey } from '../domain/key.ts';
import { orAborted } from '../domain/or-aborted.ts';
import { Slots } from '../domain/slots.ts';
import { DxError, type DxErrorCode, isDxError } from '../errors.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import { downloadRest, type Opening, take } from './download.ts';
import type { FetchContext } from './fetch-context.ts';
import { RangeFetch } from './fetch-ranges.ts';
import { findSize, notFound } from './find-size.ts';
import { findSources } from './find-sources.ts';
import { type OpenFirstInit, openFirst } from './open-first.ts';
import { PartialBlob } from './partial-blob.ts';
import { SourceFeed } from './source-feed.ts';

/** How long sources that are busy are asked again and again, when there is nobody else, in ms. */
const BUSY_PATIENCE_MS = 30_000;

/** Larger blobs come from several sources at once. */
const SEVERAL_SOURCES_FROM_BYTES = 16 * MIB;

interface Flight {
  readonly done: Promise<BlobEntry>;
  readonly stop: AbortController;
  waiting: number;
}

/** The peer lied or broke the protocol: it isn't asked again for a while. */
const BLAMED: ReadonlySet<DxErrorCode> = new Set(['DX_HASH_MISMATCH', 'DX_PROTOCOL']);
/** This node can't go on, whoever sends. */
const OWN_FAULT: ReadonlySet<DxErrorCode> = new Set(['DX_STORE', 'DX_QUOTA', 'DX_INTERNAL']);

/** Brings blobs from the network into the store; who asks for one that is under way shares it. */
export class BlobFetcher {
  readonly #context: FetchContext;
  readonly #lookups: Slots;
  readonly #flights = new Map<DxKey, Flight>();

  constructor(context: FetchContext) {
    this.#context = context;
    this.#lookups = new Slots(context.limits.lookupsAtOnce);
  }

  /** Fetches under way. */
  get running(): number {
    return this.#flights.size;
  }

  /**
   * The blob is in the store when it resolves. Throws DX_NOT_FOUND, DX_UNAVAILABLE, DX_TOO_LARGE, DX_QUOTA, DX_STORE;
   * DX_ABORTED when `signal` aborts, which stops the fetch unless somebody else waits for it.
   */
  async fetch(key: DxKey, signal: AbortSignal): Promise<BlobEntry> {
    const held = this.#context.store.stat(key);
    if (held !== undefined) return held;
    const flight = this.#flights.get(key) ?? this.#start(key);
    flight.waiting += 1;
    try {
      return await unlessAborted(flight.done, signal, key);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        // Whoever comes next must not join what is being stopped.
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
        flight.stop.abort();
      }
    }
  }

  /** Bytes of a blob that only peers have; throws DX_NOT_FOUND, DX_UNAVAILABLE, DX_ABORTED. */
  async size(key: DxKey, signal: AbortSignal): Promise<number> {
    return unlessAborted(findSize(this.#context, this.#lookups, key, signal), signal, key);
  }

  #start(key: DxKey): Flight {
    const stop = new AbortController();
    const flight: Flight = { done: this.#fetch(key, stop.signal), stop, waiting: 0 };
    this.#flights.set(key, flight);
    const forget = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.done.then(forget, forget);
    return flight;
  }

  async #fetch(key: DxKey, signal: AbortSignal): Promise<BlobEntry> {
    const { store, clock } = this.#context;
    const partial = new PartialBlob(store, key);
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const found = new SourceFeed(findSources(this.#context, this.#lookups, key, until));
    /** For when there is nobody new: those that were busy or slow, or gave another manifest. */
    const others: PeerRef[] = [];
    const busyUntil = clock.now() + BUSY_PATIENCE_MS;
    let failure: unknown;
    let noLookup: unknown;
    const next = async (wanted: AbortSignal): Promise<PeerRef | undefined> => {
      try {
        return (await found.next(wanted)) ?? others.shift();
      } catch (error) {
        wanted.throwIfAborted();
        noLookup = error;
        return others.shift();
      }
    };
    const onFailure = async (error: unknown, peer: PeerRef): Promise<void> => {
      signal.throwIfAborted();
      // Who had it once and says so isn't who has it and fails.
      if (!isDxError(error, 'DX_NOT_FOUND')) failure = error;
      await this.#afterFailure(error, peer, partial);
      if (isDxError(error, 'DX_BUSY') && clock.now() < busyUntil) others.push(peer);
    };
    const onSlower = (peer: PeerRef): void => void others.push(peer);
    const init = { key, partial, next, signal: until, onFailure, onSlower };
    try {
      for (let begun = await openFirst(this.#context, init); begun !== undefined; ) {
        const { peer } = begun;
        const before = partial.nextChunk;
        let again: PeerRef | undefined;
        try {
          const failed = await this.#download({ ...init, ...begun, found });
          if (failed === undefined) return await this.#commit(partial);
          failure = failed.error;
        } catch (error) {
          await onFailure(error, peer);
          if (isDxError(error, 'DX_UNAVAILABLE') && partial.nextChunk > before) again = peer;
        }
        begun = await openFirst(this.#context, { ...init, first: again });
      }
    } finally {
      // A lookup for more sources may be under way.
      ended.abort();
      // Harmless after a commit.
      await partial.abort();
    }
    if (failure === undefined) throw noLookup ?? notFound(key);
    if (isDxError(failure, 'DX_TOO_LARGE')) throw failure;
    const message = `peers have ${key}, but none delivered it whole; try again`;
    throw new DxError('DX_UNAVAILABLE', message, { key }, { cause: failure });
  }

  /**
   * From the peer that began, and from whoever else is found when the blob is large. What that peer is to blame for is
   * thrown; when several failed, each has been dealt with and the last error is returned.
   */
  async #download(
    init: OpenFirstInit & { peer: PeerRef; opening: Opening; found: SourceFeed },
  ): Promise<{ error: unknown } | undefined> {
    const { key, peer, partial, found, signal, onFailure, onSlower } = init;
    await take(partial, init.opening, peer);
    const { manifest } = partial;
    if (manifest === undefined || manifest.size <= SEVERAL_SOURCES_FROM_BYTES) {
      await downloadRest(this.#context, { key, peer, partial, signal });
      return undefined;
    }
    const ranges = new RangeFetch(this.#context, {
      key,
      partial,
      manifest,
      first: peer,
      more: found,
      signal,
      onFailure,
      onOther: onSlower,
    });
    return ranges.run();
  }

  async #commit(partial: PartialBlob): Promise<BlobEntry> {
    const claimants = partial.claimants();
    try {
      return await partial.commit();
    } catch (error) {
      if (isDxError(error, 'DX_HASH_MISMATCH')) {
        for (const peer of claimants) this.#context.peers.ban(peer, 'sent a manifest of other bytes');
        await partial.abort();
      }
      throw error;
    }
  }

  async #afterFailure(error: unknown, peer: PeerRef, partial: PartialBlob): Promise<void> {
    const { peers, logger } = this.#context;
    if (!isDxError(error) || OWN_FAULT.has(error.code)) throw error;
    logger.warn({ peer: peer.id, code: error.code }, `source given up: ${error.message}`);
    if (!BLAMED.has(error.code) || peers.isBanned(peer)) return;
    peers.ban(peer, error.message);
    // The manifest of a liar isn't worth continuing when nobody else gave the same.
    if (partial.claimants().every((claimant) => claimant.id === peer.id)) await partial.abort();
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, key: DxKey): Promise<T> {
  try {
    return await orAborted(work, signal);
  } catch (error) {
    if (!signal.aborted || isDxError(error)) throw error;
    throw new DxError('DX_ABORTED', `the fetch of ${key} was given up`, { key }, { cause: error });
  }
}
