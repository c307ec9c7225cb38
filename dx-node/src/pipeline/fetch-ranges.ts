import { CHUNK_BYTES } from '../constants.ts';
import { Changes } from '../domain/changes.ts';
import type { DxKey } from '../domain/key.ts';
import { chunkCount, type Manifest, sameManifest } from '../domain/manifest.ts';
import { type Stripe, Stripes } from '../domain/stripes.ts';
import { isDxError } from '../errors.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import { ask, chunksOf, manifestOf, protocolError } from './ask-source.ts';
import type { FetchContext } from './fetch-context.ts';
import { InOrder } from './in-order.ts';
import type { PartialBlob } from './partial-blob.ts';
import type { SourceFeed } from './source-feed.ts';

/** Sources that send parts of one blob at once. */
const SOURCES_AT_ONCE = 4;
const STRIPE_CHUNKS = 4;
/** Bounds what one fetch holds in memory: 32 MiB. */
const WINDOW_CHUNKS = 32;
/** A connection that broke is opened again once before the source is given up. */
const TRIES_WITHOUT_A_CHUNK = 2;
/** How often an idle source looks whether another is late. */
const LATE_CHECK_MS = 50;
/** Pace of a source of which nothing is known yet. */
const UNKNOWN_PACE_MS = 500;

/** A source at work. */
interface Lane {
  readonly peer: PeerRef;
  /** Milliseconds a chunk. */
  paceMs: number;
  readonly stop: AbortController;
  request: AbortController;
}

export interface RangesInit {
  readonly key: DxKey;
  /** Under the manifest of `first`. */
  readonly partial: PartialBlob;
  readonly manifest: Manifest;
  readonly first: PeerRef;
  /** Further sources, as they are found. */
  readonly more: SourceFeed;
  readonly signal: AbortSignal;
  /** Told of each source that is given up; throws what no other source can mend. */
  readonly onFailure: (error: unknown, peer: PeerRef) => Promise<void>;
  /** Told of a source that has another manifest: one of the two lies, and it isn't known yet which. */
  readonly onOther: (peer: PeerRef) => void;
}

/**
 * Completes a blob from several sources, a few chunks from each in turn. A slow source is overtaken, what a broken or lying one
 * left goes to another; all have to give the same manifest. One source alone is asked for everything in one request.
 */
export class RangeFetch {
  readonly #context: FetchContext;
  readonly #init: RangesInit;
  readonly #stripes: Stripes<Lane>;
  readonly #changes = new Changes();
  readonly #chunks: InOrder;
  readonly #lanes = new Map<Lane, Promise<void>>();
  /** Sources that were overtaken, for when the others fail. */
  readonly #slow: PeerRef[] = [];
  readonly #ended = new AbortController();
  readonly #signal: AbortSignal;
  #recruiting = true;
  /** Why it can't go on: the last source failed, or this node did. */
  #failure: { error: unknown; fatal: boolean } | undefined;

  constructor(context: FetchContext, init: RangesInit) {
    this.#context = context;
    this.#init = init;
    this.#signal = AbortSignal.any([init.signal, this.#ended.signal]);
    this.#chunks = new InOrder(init.partial);
    this.#stripes = new Stripes({
      chunks: chunkCount(init.manifest.size),
      from: init.partial.nextChunk,
      stripeChunks: STRIPE_CHUNKS,
      windowChunks: WINDOW_CHUNKS,
    });
  }

  /** Undefined when the blob is whole; what a source failed with when none is left. Throws what `onFailure` throws. */
  async run(): Promise<{ error: unknown } | undefined> {
    const { partial, first, signal } = this.#init;
    const onAbort = (): void => this.#changes.tell();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#start(first);
    const recruiting = this.#recruit();
    try {
      for (;;) {
        const change = this.#changes.next;
        signal.throwIfAborted();
        if (partial.isComplete) return undefined;
        if (this.#failure?.fatal === true) throw this.#failure.error;
        if (this.#lanes.size === 0) {
          const slow = this.#slow.shift();
          if (slow !== undefined) this.#start(slow);
          else if (!this.#recruiting || partial.manifest === undefined)
            return { error: this.#failure?.error };
        }
        await change;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#ended.abort();
      this.#changes.tell();
      await Promise.allSettled([recruiting, ...this.#lanes.values(), this.#chunks.settled()]);
    }
  }

  async #recruit(): Promise<void> {
    try {
      while (!this.#signal.aborted) {
        const change = this.#changes.next;
        if (this.#lanes.size >= SOURCES_AT_ONCE) await change;
        else if (!(await this.#recruitOne())) break;
      }
    } catch (error) {
      if (!this.#signal.aborted) this.#failure ??= { error, fatal: false };
    } finally {
      this.#recruiting = false;
      this.#changes.tell();
    }
  }

  /** False when there is nobody else. */
  async #recruitOne(): Promise<boolean> {
    const { key, manifest, more, onOther, onFailure } = this.#init;
    const peer = await more.next(this.#signal);
    if (peer === undefined) return false;
    try {
      const theirs = await manifestOf(this.#context, key, peer, this.#signal);
      if (!sameManifest(manifest, theirs)) onOther(peer);
      else if (this.#init.partial.manifest !== undefined) {
        await this.#init.partial.under(theirs, peer);
        this.#start(peer);
      }
    } catch (error) {
      if (!this.#signal.aborted) await onFailure(error, peer);
    }
    return true;
  }

  #start(peer: PeerRef): void {
    const lane: Lane = {
      peer,
      paceMs: UNKNOWN_PACE_MS,
      stop: new AbortController(),
      request: new AbortController(),
    };
    // It looks for work when it is known here and what is left was shared out: or it would take itself for the only one.
    const work = Promise.resolve()
      .then(() => this.#work(lane))
      .finally(() => {
        this.#lanes.delete(lane);
        this.#changes.tell();
      });
    this.#lanes.set(lane, work);
    if (this.#lanes.size > 1) this.#stripes.share();
  }

  async #work(lane: Lane): Promise<void> {
    for (let failed = 0; failed < TRIES_WITHOUT_A_CHUNK; ) {
      const stripe = await this.#next(lane);
      if (stripe === undefined) return;
      const { clock } = this.#context;
      try {
        await this.#fetch(lane, stripe);
        lane.paceMs = this.#stripes.paceOf(stripe, clock.now());
        this.#leaveBehind(stripe);
        failed = 0;
      } catch (error) {
        if (this.#signal.aborted || lane.stop.signal.aborted) return;
        // Somebody else was faster with what this one had been sent after.
        if (lane.request.signal.aborted) continue;
        failed = stripe.next > stripe.from ? 1 : failed + 1;
        if (isDxError(error, 'DX_UNAVAILABLE') && failed < TRIES_WITHOUT_A_CHUNK) continue;
        await this.#giveUp(lane, error);
        return;
      } finally {
        this.#stripes.end(stripe);
        this.#changes.tell();
      }
    }
  }

  /** Something to do, undefined when there is nothing left. */
  async #next(lane: Lane): Promise<Stripe<Lane> | undefined> {
    const { clock } = this.#context;
    while (!this.#signal.aborted && !lane.stop.signal.aborted && !this.#init.partial.isComplete) {
      const change = this.#changes.next;
      const now = clock.now();
      const missing = this.#init.partial.nextChunk;
      const stripe =
        this.#stripes.take(lane, { missing, now, alone: this.#lanes.size <= 1 }) ??
        this.#stripes.overtake(lane, { now, paceMs: lane.paceMs });
      if (stripe !== undefined) return stripe;
      await Promise.race([change, clock.wait(LATE_CHECK_MS, this.#signal).catch(() => undefined)]);
    }
    return undefined;
  }

  async #fetch(lane: Lane, stripe: Stripe<Lane>): Promise<void> {
    const { key, manifest } = this.#init;
    lane.request = new AbortController();
    const signal = AbortSignal.any([this.#signal, lane.stop.signal, lane.request.signal]);
    const offset = stripe.next * CHUNK_BYTES;
    const length = Math.min(stripe.end * CHUNK_BYTES, manifest.size) - offset;
    const answer = await ask(this.#context, lane.peer, { kind: 'bytes', key, offset, length }, signal);
    const { header, body } = answer;
    if (header.size !== manifest.size || header.bodyLength !== length) {
      answer.cancel();
      throw protocolError(lane.peer, `answered ${header.bodyLength} bytes where ${length} were asked for`);
    }
    for await (const chunk of chunksOf(this.#context, body)) {
      signal.throwIfAborted();
      await this.#chunks.take(stripe.next, chunk);
      stripe.next += 1;
      this.#changes.tell();
      if (stripe.next >= stripe.end) return;
    }
    throw protocolError(lane.peer, `sent less of ${key} than there is`);
  }

  /** This one was first: whoever else is after the same chunks stops; if that was the one before, it is too slow. */
  #leaveBehind(stripe: Stripe<Lane>): void {
    const { rival } = stripe;
    if (rival === undefined) return;
    rival.next = rival.end;
    if (stripe.overtakes) {
      rival.source.stop.abort();
      this.#slow.push(rival.source.peer);
      this.#context.logger.info({ peer: rival.source.peer.id }, 'source overtaken by a faster one');
    } else {
      rival.source.request.abort();
    }
  }

  async #giveUp(lane: Lane, error: unknown): Promise<void> {
    try {
      await this.#init.onFailure(error, lane.peer);
      this.#failure ??= { error, fatal: false };
    } catch (failure) {
      this.#failure = { error: failure, fatal: true };
    }
  }
}
