import { Changes } from '../domain/changes.ts';
import type { DxKey } from '../domain/key.ts';
import { isDxError } from '../errors.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import { type Opening, open } from './download.ts';
import type { FetchContext } from './fetch-context.ts';
import type { PartialBlob } from './partial-blob.ts';

/** A connection that broke is opened again once before the peer is given up. */
const TRIES_PER_PEER = 2;
/** Sources that are asked to begin at once. */
const MOST_AT_ONCE = 3;

export interface OpenFirstInit {
  readonly key: DxKey;
  readonly partial: PartialBlob;
  /** Asked before all others. */
  readonly first?: PeerRef | undefined;
  /** Further sources; undefined when there are none. Aborting loses none. */
  readonly next: (signal: AbortSignal) => Promise<PeerRef | undefined>;
  readonly signal: AbortSignal;
  /** Told of each source that fails; throws what no other source can mend. */
  readonly onFailure: (error: unknown, peer: PeerRef) => Promise<void>;
  /** Told of those that were slower than another. */
  readonly onSlower: (peer: PeerRef) => void;
}

type Outcome = { peer: PeerRef } & ({ opening: Opening } | { error: unknown });

/**
 * The first source that begins to send. One is asked at a time, but one that lets wait for `hedgeAfterMs` gets a
 * competitor: a source that stands still in its first chunk would hold everything up until it times out. Undefined when
 * there is none left. Throws what `onFailure` and `next` throw.
 */
export async function openFirst(
  context: FetchContext,
  init: OpenFirstInit,
): Promise<{ peer: PeerRef; opening: Opening } | undefined> {
  const { signal, onFailure, onSlower } = init;
  let first = init.first;
  const changes = new Changes();
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const asked = new Map<string, PeerRef>();
  const outcomes: Outcome[] = [];
  let isComing = false;
  let mayBeMore = true;
  let failure: { error: unknown } | undefined;
  let patience = AbortSignal.timeout(0);

  const ask = async (peer: PeerRef): Promise<void> => {
    outcomes.push(await outcomeOf(context, init, peer, until));
    changes.tell();
  };
  const askNext = async (): Promise<void> => {
    try {
      const peer = first ?? (await init.next(until));
      first = undefined;
      if (peer === undefined) mayBeMore = false;
      else {
        asked.set(peer.id, peer);
        patience = AbortSignal.timeout(context.limits.hedgeAfterMs);
        patience.addEventListener('abort', () => changes.tell(), { once: true });
        void ask(peer);
      }
    } catch (error) {
      mayBeMore = false;
      if (!ended.signal.aborted) failure = { error };
    } finally {
      isComing = false;
      changes.tell();
    }
  };

  const onAbort = (): void => changes.tell();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (asked.size > 0 || isComing || mayBeMore) {
      const change = changes.next;
      signal.throwIfAborted();
      const outcome = outcomes.shift();
      if (outcome !== undefined) {
        asked.delete(outcome.peer.id);
        if ('opening' in outcome) return outcome;
        await onFailure(outcome.error, outcome.peer);
        continue;
      }
      const wanted = asked.size === 0 || (patience.aborted && asked.size < MOST_AT_ONCE);
      if (wanted && mayBeMore && !isComing) {
        isComing = true;
        void askNext();
      }
      await change;
    }
    if (failure !== undefined) throw failure.error;
    return undefined;
  } finally {
    signal.removeEventListener('abort', onAbort);
    ended.abort();
    for (const peer of asked.values()) onSlower(peer);
  }
}

async function outcomeOf(
  context: FetchContext,
  { key, partial }: OpenFirstInit,
  peer: PeerRef,
  signal: AbortSignal,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { peer, opening: await open(context, { key, peer, partial, signal }) };
    } catch (error) {
      const again = isDxError(error, 'DX_UNAVAILABLE') && !signal.aborted && attempt < TRIES_PER_PEER;
      if (!again) return { peer, error };
    }
  }
}
