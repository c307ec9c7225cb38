import { once } from 'node:events';
import { createLogger } from '@airo/program';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/domain/key.ts';
import { Slots } from '../../src/domain/slots.ts';
import type { FetchContext } from '../../src/pipeline/fetch-context.ts';
import { findSources } from '../../src/pipeline/find-sources.ts';
import { someBytes } from '../fakes/blobs.ts';
import { ImpatientClock } from '../fakes/fake-clock.ts';
import { FakeNetwork } from '../fakes/fake-network.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const BYTES = someBytes(1_000);
const KEY = keyOf(BYTES);
const HAVE_TIMEOUT_MS = 10;
const never = new AbortController().signal;

describe('looking for sources', () => {
  let network: FakeNetwork;
  let context: FetchContext;
  let lookup: AbortSignal | undefined;

  beforeEach(() => {
    network = new FakeNetwork();
    const clock = new ImpatientClock();
    const limits = { maxBlobBytes: 10_000, quotaBytes: 10_000, ttlMs: 60_000 };
    context = {
      store: new MemoryBlobStore({ clock, limits }),
      peers: network,
      router: network,
      clock,
      logger: createLogger({ name: 'test', level: 'silent' }),
      limits: {
        ...limits,
        lookupsAtOnce: 2,
        lookupTimeoutMs: 600_000,
        haveTimeoutMs: HAVE_TIMEOUT_MS,
        hedgeAfterMs: 60_000,
        minRateBytesPerSecond: 1,
        rateGraceMs: 60_000,
      },
    };
    lookup = undefined;
    network.findProviders = async function* (_key, signal) {
      lookup = signal;
      yield [];
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    for (const id of ['near', 'late']) network.add(id, { holds: [[KEY, BYTES]] });
  });

  const sources = () => findSources(context, new Slots(2), KEY, never);

  it('gives those who answered while the caller was busy, without a lookup', async () => {
    const found = sources();
    expect((await found.next()).value).toMatchObject({ id: 'near' });
    await once(AbortSignal.timeout(5 * HAVE_TIMEOUT_MS), 'abort');
    expect((await found.next()).value).toMatchObject({ id: 'late' });
    expect(lookup).toBeUndefined();
    await found.return(undefined);
  });

  it('gives a late answer at once, though a lookup is under way, and ends that when nobody wants more', async () => {
    const answer = Promise.withResolvers<boolean[]>();
    const { findProviders } = network;
    network.have = async (peer) => (peer.id === 'late' ? answer.promise : [false]);
    network.findProviders = (key, signal) => {
      answer.resolve([true]);
      return findProviders(key, signal);
    };
    const found = sources();
    expect((await found.next()).value).toMatchObject({ id: 'late' });
    expect(lookup?.aborted).toBe(false);
    await found.return(undefined);
    expect(lookup?.aborted).toBe(true);
  });

  it('hears everybody before it says that the lookup failed', async () => {
    const answer = Promise.withResolvers<boolean[]>();
    network.have = async (peer) => (peer.id === 'late' ? answer.promise : [false]);
    network.findProviders = async function* () {
      setImmediate(() => answer.resolve([true]));
      yield [];
      throw new RangeError('no route');
    };
    const found = sources();
    expect((await found.next()).value).toMatchObject({ id: 'late' });
    await expect(found.next()).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
  });
});
