import { asCompleted } from '../domain/as-completed.ts';
import { Changes } from '../domain/changes.ts';
import type { DxKey } from '../domain/key.ts';
import type { Slots } from '../domain/slots.ts';
import { DxError, isDxError } from '../errors.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import type { FetchContext } from './fetch-context.ts';

/** Connected peers asked for one blob. */
const MAX_PEERS_ASKED = 32;
/** Lookups for one blob, each after all that the one before it found have failed. */
const MAX_LOOKUPS = 3;
/**
 * Connected peers are waited for as long as so many lookups take: in a crowd of fetches on a busy machine a lookup runs out
 * of time, and who has the blob hasn't answered yet.
 */
const HAVE_LOOKUPS = 6;
const HAVE_TRIES = 4;
const HAVE_FIRST_WAIT_MS = 20;

/**
 * Who has the blob, nearest first: connected peers by `have`, then the DHT, where a lookup ends at the first
 * providers and goes on only when the caller comes back for more. No peer comes twice. Connected peers that are slow
 * to answer don't hold the lookup up, nor does the lookup hold up what they answer in the meantime; all are heard
 * before it is said that nobody has the blob, or that the lookup failed.
 */
export async function* findSources(
  context: FetchContext,
  lookups: Slots,
  key: DxKey,
  signal: AbortSignal,
): AsyncGenerator<PeerRef> {
  const { peers, limits } = context;
  const tried = new Set<string>();
  const heard: PeerRef[] = [];
  const changes = new Changes();
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const patience = AbortSignal.timeout(limits.haveTimeoutMs);
  for (const wakes of [until, patience])
    wakes.addEventListener('abort', () => changes.tell(), { once: true });
  let asking = true;
  let lookingUp = false;
  let lookupsLeft = MAX_LOOKUPS;
  let failure: { error: unknown } | undefined;

  // Answers are taken as they come, however long the caller is busy with the source before.
  const askAll = async (): Promise<void> => {
    for await (const peer of askConnected(context, key, until)) {
      heard.push(peer);
      changes.tell();
    }
  };
  const lookUpOnce = async (): Promise<void> => {
    const found = await lookUp(context, lookups, key, tried, until);
    heard.push(...found);
    lookupsLeft = found.length === 0 ? 0 : lookupsLeft - 1;
  };
  askAll()
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      asking = false;
      changes.tell();
    });

  try {
    while (asking || lookingUp || lookupsLeft > 0 || heard.length > 0) {
      signal.throwIfAborted();
      const change = changes.next;
      const peer = heard.shift();
      if (peer !== undefined) {
        const usable = !tried.has(peer.id) && !peers.isBanned(peer);
        tried.add(peer.id);
        if (usable) yield peer;
        continue;
      }
      if (!lookingUp && lookupsLeft > 0 && (!asking || patience.aborted)) {
        lookingUp = true;
        lookUpOnce()
          .catch((error: unknown) => {
            failure = { error };
            lookupsLeft = 0;
          })
          .finally(() => {
            lookingUp = false;
            changes.tell();
          });
      }
      await change;
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    ended.abort();
  }
}

async function* askConnected(
  context: FetchContext,
  key: DxKey,
  signal: AbortSignal,
): AsyncGenerator<PeerRef> {
  const { peers, limits } = context;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(HAVE_LOOKUPS * limits.lookupTimeoutMs)]);
  const answers = peers
    .connected()
    .slice(0, MAX_PEERS_ASKED)
    .map(async (peer) => ({ peer, held: await isHeldBy(context, peer, key, deadline) }));
  for await (const { peer, held } of asCompleted(answers)) {
    signal.throwIfAborted();
    if (held) yield peer;
  }
}

/** Asks again when the peer is too busy to answer, which it says by breaking off. */
async function isHeldBy(
  { peers, clock }: FetchContext,
  peer: PeerRef,
  key: DxKey,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await peers.have(peer, [key], signal))[0] === true;
    } catch (error) {
      const mayBeBusy = isDxError(error, 'DX_BUSY') || isDxError(error, 'DX_UNAVAILABLE');
      const isThere = peers.connected().some(({ id }) => id === peer.id);
      if (!mayBeBusy || !isThere || signal.aborted || attempt === HAVE_TRIES) throw error;
    }
    await clock.wait(HAVE_FIRST_WAIT_MS * 2 ** attempt, signal);
  }
}

/** The first providers that haven't been tried; empty when the DHT knows none in time. */
async function lookUp(
  context: FetchContext,
  lookups: Slots,
  key: DxKey,
  tried: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<PeerRef[]> {
  // Without peers a lookup would wait for one to turn up, until it times out.
  if (context.peers.connected().length === 0 && !context.router.canLookUp()) return [];
  const stop = new AbortController();
  const timeout = AbortSignal.timeout(context.limits.lookupTimeoutMs);
  const until = AbortSignal.any([signal, stop.signal, timeout]);
  try {
    return await lookups.run(async () => {
      for await (const providers of context.router.findProviders(key, until)) {
        const untried = providers.filter((peer) => !tried.has(peer.id));
        if (untried.length > 0) return untried;
      }
      return [];
    }, until);
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) return [];
    throw new DxError('DX_UNAVAILABLE', `the lookup of ${key} failed; try again`, { key }, { cause: error });
  } finally {
    stop.abort();
  }
}
