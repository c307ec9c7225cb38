import { asCompleted } from '../domain/as-completed.ts';
import type { DxKey } from '../domain/key.ts';
import { orAborted } from '../domain/or-aborted.ts';
import type { Slots } from '../domain/slots.ts';
import { DxError } from '../errors.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import type { FetchContext } from './fetch-context.ts';

/** Connected peers asked for one blob. */
const MAX_PEERS_ASKED = 32;
/** Lookups for one blob, each after all that the one before it found have failed. */
const MAX_LOOKUPS = 3;

/**
 * Who has the blob, nearest first: connected peers by `have`, then the DHT, where a lookup ends at the first
 * providers and goes on only when the caller comes back for more. No peer comes twice. Connected peers that are slow
 * to answer don't hold the lookup up, but are heard before it is said that nobody has the blob.
 */
export async function* findSources(
  context: FetchContext,
  lookups: Slots,
  key: DxKey,
  signal: AbortSignal,
): AsyncGenerator<PeerRef> {
  const { peers, limits } = context;
  const tried = new Set<string>();
  const isNew = (peer: PeerRef): boolean => {
    const usable = !tried.has(peer.id) && !peers.isBanned(peer);
    tried.add(peer.id);
    return usable;
  };
  const answers = askConnected(context, key, signal);
  const patience = AbortSignal.timeout(limits.haveTimeoutMs);
  let late = answers.next();
  for (
    let answer = await within(late, patience);
    answer?.done === false;
    answer = await within(late, patience)
  ) {
    if (isNew(answer.value)) yield answer.value;
    late = answers.next();
  }
  for (let lookup = 0; lookup < MAX_LOOKUPS; lookup += 1) {
    const found = await lookUp(context, lookups, key, tried, signal);
    if (found.length === 0) break;
    for (const peer of found) if (isNew(peer)) yield peer;
  }
  for (let answer = await late; answer.done !== true; answer = await answers.next()) {
    if (isNew(answer.value)) yield answer.value;
  }
}

/** What `work` gives, undefined when patience runs out before. */
async function within<T>(work: Promise<T>, patience: AbortSignal): Promise<T | undefined> {
  try {
    return await orAborted(work, patience);
  } catch (error) {
    if (patience.aborted) return undefined;
    throw error;
  }
}

async function* askConnected(
  context: FetchContext,
  key: DxKey,
  signal: AbortSignal,
): AsyncGenerator<PeerRef> {
  const { peers, limits } = context;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(limits.lookupTimeoutMs)]);
  const answers = peers
    .connected()
    .slice(0, MAX_PEERS_ASKED)
    .map(async (peer) => ({ peer, held: (await peers.have(peer, [key], deadline))[0] === true }));
  for await (const { peer, held } of asCompleted(answers)) {
    signal.throwIfAborted();
    if (held) yield peer;
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
