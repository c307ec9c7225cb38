import { createLogger } from '@airo/program';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import type { GetHeader } from '../../src/domain/wire/get-codec.ts';
import { DxError } from '../../src/errors.ts';
import { BlobFetcher } from '../../src/pipeline/fetch-blob.ts';
import type { FetchContext } from '../../src/pipeline/fetch-context.ts';
import type { DxKey } from '../../src/schemas/key.ts';
import { load, someBytes, store } from '../fakes/blobs.ts';
import { ImpatientClock } from '../fakes/fake-clock.ts';
import { FakeNetwork } from '../fakes/fake-network.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const SMALL = someBytes(1_000);
const LARGE = someBytes(3 * CHUNK_BYTES + 50, 2);
const never = new AbortController().signal;

describe('fetching a blob', () => {
  let network: FakeNetwork;
  let blobs: MemoryBlobStore;
  let fetcher: BlobFetcher;
  let limits: FetchContext['limits'];
  const small = keyOf(SMALL);
  const large = keyOf(LARGE);

  beforeEach(() => {
    const clock = new ImpatientClock();
    const maxBlobBytes = 4 * CHUNK_BYTES;
    network = new FakeNetwork();
    blobs = new MemoryBlobStore({
      clock,
      limits: { maxBlobBytes, quotaBytes: 40 * CHUNK_BYTES, ttlMs: 60_000 },
    });
    limits = {
      maxBlobBytes,
      lookupsAtOnce: 2,
      lookupTimeoutMs: 1_000,
      haveTimeoutMs: 100,
      hedgeAfterMs: 60_000,
      minRateBytesPerSecond: 1,
      rateGraceMs: 60_000,
    };
    const context: FetchContext = {
      store: blobs,
      peers: network,
      router: network,
      clock,
      logger: createLogger({ name: 'test', level: 'silent' }),
      limits,
    };
    fetcher = new BlobFetcher(context);
  });

  const isHeld = async (key: DxKey, bytes: Buffer): Promise<boolean> =>
    bytes.equals((await load(blobs, key)) ?? Buffer.alloc(0));
  const bannedIds = (): string[] => network.banned.map(({ id }) => id);

  it('asks nobody for what is held', async () => {
    await store(blobs, SMALL);
    await fetcher.fetch(small, never);
    expect(network.requests).toEqual([]);
    expect(network.lookups).toBe(0);
  });

  it('asks connected peers before the DHT, and costs one request for a blob of one chunk', async () => {
    network.add('without');
    network.add('with', { holds: [[small, SMALL]] });
    await fetcher.fetch(small, never);
    expect(await isHeld(small, SMALL)).toBe(true);
    expect(network.requests.map(({ peer }) => peer)).toEqual(['with']);
    expect(network.lookups).toBe(0);
  });

  it('finds what no connected peer has in the DHT, and stops the lookup at the first provider', async () => {
    network.add('near');
    network.add('far', { holds: [[large, LARGE]], connected: false });
    network.add('farther', { holds: [[large, LARGE]], connected: false });
    const stoppedWhenAsked: number[] = [];
    const get = network.get.bind(network);
    network.get = (peer, request, signal) => {
      stoppedWhenAsked.push(network.lookupsStopped);
      return get(peer, request, signal);
    };
    await fetcher.fetch(large, never);
    expect(await isHeld(large, LARGE)).toBe(true);
    expect(new Set(network.requests.map(({ peer }) => peer))).toEqual(new Set(['far']));
    expect(stoppedWhenAsked).toEqual([1, 1, 1]);
    expect(network.lookups).toBe(1);
  });

  it('is shared by all who want the same blob', async () => {
    network.add('peer', { holds: [[large, LARGE]] });
    await Promise.all(Array.from({ length: 5 }, () => fetcher.fetch(large, never)));
    expect(network.requests.filter(({ request }) => request.kind === 'manifest')).toHaveLength(1);
    expect(fetcher.running).toBe(0);
  });

  it('goes on for those who still wait when one gives up', async () => {
    const gate = Promise.withResolvers<void>();
    network.gate = gate.promise;
    network.add('peer', { holds: [[small, SMALL]] });
    const impatient = new AbortController();
    const first = fetcher.fetch(small, impatient.signal);
    const second = fetcher.fetch(small, never);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: 'DX_ABORTED' });
    gate.resolve();
    await expect(second).resolves.toMatchObject({ key: small });
  });

  it('stops when the last one gives up, and starts anew for the next', async () => {
    const gate = Promise.withResolvers<void>();
    network.gate = gate.promise;
    network.add('peer', { holds: [[small, SMALL]] });
    const impatient = new AbortController();
    const given = fetcher.fetch(small, impatient.signal);
    impatient.abort();
    await expect(given).rejects.toMatchObject({ code: 'DX_ABORTED' });
    expect(fetcher.running).toBe(0);
    network.gate = Promise.resolve();
    await expect(fetcher.fetch(small, never)).resolves.toMatchObject({ key: small });
    gate.resolve();
    await expect(fetcher.fetch(small, impatient.signal)).resolves.toMatchObject({ key: small });
  });

  it('bans the peer of a corrupt chunk and takes the rest from another, keeping the good chunks', async () => {
    const spoilLast = (bytes: Buffer, offset: number): Buffer => {
      if (offset > 0) bytes[bytes.byteLength - 1] = (bytes[bytes.byteLength - 1] ?? 0) ^ 1;
      return bytes;
    };
    network.add('corrupt', { holds: [[large, LARGE]], distort: spoilLast });
    network.add('honest', { holds: [[large, LARGE]], connected: false });
    await fetcher.fetch(large, never);
    expect(await isHeld(large, LARGE)).toBe(true);
    expect(bannedIds()).toEqual(['corrupt']);
  });

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])(
    'asks another source when the first of a %s blob stands still, and does not blame it',
    async (_size, bytes) => {
      const key = keyOf(bytes);
      limits.hedgeAfterMs = 10;
      network.add('stalls', { holds: [[key, bytes]], stallsAfterBytes: 0 });
      network.add('good', { holds: [[key, bytes]], connected: false });
      await fetcher.fetch(key, never);
      expect(await isHeld(key, bytes)).toBe(true);
      expect(network.requests.slice(0, 2).map(({ peer }) => peer)).toEqual(['stalls', 'good']);
      expect(bannedIds()).toEqual([]);
    },
  );

  it('opens a connection that broke again, and goes on where it was', async () => {
    network.add('shaky', { holds: [[large, LARGE]], breaksAfterBytes: 1_500_000 });
    await fetcher.fetch(large, never);
    expect(await isHeld(large, LARGE)).toBe(true);
    const offsets = network.requests.flatMap(({ request }) =>
      request.kind === 'bytes' ? [request.offset] : [],
    );
    expect(offsets).toEqual([0, CHUNK_BYTES, 2 * CHUNK_BYTES]);
  });

  it('takes over where an honest peer broke off', async () => {
    network.add('breaks', { holds: [[large, LARGE]], breaksAfterBytes: 1_500_000 });
    network.add('honest', { holds: [[large, LARGE]], connected: false });
    const get = network.get.bind(network);
    let answers = 0;
    network.get = async (peer, request, signal) => {
      if (peer.id === 'breaks') answers += 1;
      // First chunk, manifest and a part of the rest; then it is gone for good.
      if (answers > 3 && peer.id === 'breaks') throw new DxError('DX_UNAVAILABLE', 'gone', {});
      return get(peer, request, signal);
    };
    await fetcher.fetch(large, never);
    expect(await isHeld(large, LARGE)).toBe(true);
    expect(bannedIds()).toEqual([]);
    const fromHonest = network.requests.filter(
      ({ peer, request }) => peer === 'honest' && request.kind === 'bytes',
    );
    expect(fromHonest.map(({ request }) => request.offset)).toEqual([2 * CHUNK_BYTES]);
  });

  it.each([
    ['a small blob', SMALL, someBytes(1_000, 9)],
    ['a large blob', LARGE, someBytes(3 * CHUNK_BYTES + 50, 9)],
  ])('bans who lies about %s with a manifest to fit, and keeps none of it', async (_case, bytes, lie) => {
    const key = keyOf(bytes);
    network.add('liar', { lie });
    await expect(fetcher.fetch(key, never)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    expect(bannedIds()).toEqual(['liar']);
    expect(blobs.stat(key)).toBeUndefined();
    network.add('honest', { holds: [[key, bytes]], connected: false });
    await fetcher.fetch(key, never);
    expect(await isHeld(key, bytes)).toBe(true);
  });

  it.each([
    ['another length than it announces', { bodyLength: 7 }],
    ['a blob of 0 bytes', { size: 0, bodyLength: 0 }],
    ['a size that its bytes do not have', { size: 5 * 1_000 }],
  ])('bans who answers %s', async (_case, header) => {
    network.add('broken', { holds: [[small, SMALL]], header });
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    expect(bannedIds()).toEqual(['broken']);
  });

  it('waits for a busy peer, and gives it up when it stays busy', async () => {
    network.add('busy', { holds: [[small, SMALL]], busyTimes: 3 });
    await fetcher.fetch(small, never);
    expect(network.requests).toHaveLength(4);
    network.add('swamped', { holds: [[large, LARGE]], busyTimes: 1_000 });
    await expect(fetcher.fetch(large, never)).rejects.toMatchObject({
      code: 'DX_UNAVAILABLE',
      cause: expect.objectContaining({ code: 'DX_BUSY' }),
    });
    expect(bannedIds()).toEqual([]);
  });

  it('takes nothing over the limit, however large a peer says it is', async () => {
    network.add('peer', {
      holds: [[large, LARGE]],
      header: { size: Number.MAX_SAFE_INTEGER, bodyLength: CHUNK_BYTES },
    });
    await expect(fetcher.fetch(large, never)).rejects.toMatchObject({ code: 'DX_TOO_LARGE' });
    expect(bannedIds()).toEqual([]);
    expect(blobs.usage().bytes).toBe(0);
  });

  it('says what is nowhere is not found', async () => {
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({
      code: 'DX_NOT_FOUND',
      data: { key: small },
    });
    network.add('without');
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    await expect(fetcher.size(small, never)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
  });

  it('says what all providers of the DHT have lost is not found', async () => {
    network.add('forgetful', { connected: false });
    network.findProviders = async function* () {
      yield [{ id: 'forgetful' }];
    };
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    expect(bannedIds()).toEqual([]);
  });

  it('says a lookup that fails is no answer, and one that takes too long is none found', async () => {
    network.add('without');
    network.findProviders = async function* () {
      yield [];
      throw new RangeError('no route');
    };
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({
      code: 'DX_UNAVAILABLE',
      data: { key: small },
    });
    network.findProviders = async function* (_key, signal) {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
  });

  it('hears a connected peer that is slow to answer before it says that nobody has the blob', async () => {
    network.add('slow', { holds: [[small, SMALL]] });
    const asked = Promise.withResolvers<void>();
    network.have = async () => {
      await asked.promise;
      return [true];
    };
    network.findProviders = async function* () {
      asked.resolve();
      yield [];
    };
    await fetcher.fetch(small, never);
    expect(network.requests.map(({ peer }) => peer)).toEqual(['slow']);
  });

  it('stops a lookup that nobody waits for any more', async () => {
    network.add('without');
    const started = Promise.withResolvers<AbortSignal>();
    network.findProviders = async function* (_key, signal) {
      started.resolve(signal);
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const impatient = new AbortController();
    const given = fetcher.fetch(small, impatient.signal);
    const lookup = await started.promise;
    impatient.abort();
    await expect(given).rejects.toMatchObject({ code: 'DX_ABORTED' });
    expect(lookup.aborted).toBe(true);
  });

  it('asks the next provider of the DHT when the first cannot be reached, and never the banned', async () => {
    network.add('banned', { holds: [[small, SMALL]], connected: false });
    network.ban({ id: 'banned' }, 'before');
    network.add('honest', { holds: [[small, SMALL]], connected: false });
    const find = network.findProviders.bind(network);
    network.findProviders = async function* (key, signal) {
      yield [{ id: 'unreachable' }];
      yield* find(key, signal);
    };
    await fetcher.fetch(small, never);
    expect(network.requests.map(({ peer }) => peer)).toEqual(['unreachable', 'unreachable', 'honest']);
  });

  it.each([
    [
      'more',
      (bytes: Buffer, offset: number) =>
        offset > 0 ? Buffer.concat([bytes, someBytes(CHUNK_BYTES)]) : bytes,
    ],
    ['less', (bytes: Buffer, offset: number) => (offset > 0 ? bytes.subarray(0, CHUNK_BYTES) : bytes)],
  ])('bans who sends %s than the blob has', async (_case, distort) => {
    const even = someBytes(3 * CHUNK_BYTES, 4);
    network.add('odd', { holds: [[keyOf(even), even]], distort });
    await expect(fetcher.fetch(keyOf(even), never)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    expect(bannedIds()).toEqual(['odd']);
  });

  it.each([
    ['of another length', (answer: Partial<GetHeader>) => ({ ...answer, bodyLength: 7 })],
    [
      'for another size',
      (answer: Partial<GetHeader>) => ({ ...answer, size: 2 * CHUNK_BYTES + 5, bodyLength: 96 }),
    ],
    ['that was refused', () => ({ status: 'bad-request' as const })],
  ])('bans who sends a manifest %s', async (_case, change) => {
    network.add('odd', { holds: [[large, LARGE]] });
    const get = network.get.bind(network);
    network.get = async (peer, request, signal) => {
      const answer = await get(peer, request, signal);
      if (request.kind === 'bytes') return answer;
      return { ...answer, header: { ...answer.header, ...change(answer.header) } };
    };
    await expect(fetcher.fetch(large, never)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    expect(bannedIds()).toEqual(['odd']);
  });

  it('starts again when the next source has another manifest than the one before', async () => {
    network.add('liar', { lie: someBytes(LARGE.byteLength, 9), breaksAfterBytes: 1_500_000 });
    network.add('honest', { holds: [[large, LARGE]], connected: false });
    await fetcher.fetch(large, never);
    expect(await isHeld(large, LARGE)).toBe(true);
  });

  it('fails at once, and tells so, when this node itself cannot go on', async () => {
    network.add('peer', { holds: [[small, SMALL]] });
    blobs.create = async () => {
      throw new DxError('DX_STORE', 'disk is full', {});
    };
    await expect(fetcher.fetch(small, never)).rejects.toMatchObject({ code: 'DX_STORE' });
    expect(bannedIds()).toEqual([]);
  });

  it('gets the size from another peer when one fails', async () => {
    network.add('first', { holds: [[small, SMALL]], header: { status: 'busy' } });
    network.add('second', { holds: [[small, SMALL]] });
    const get = network.get.bind(network);
    network.get = async (peer, request, signal) => {
      if (peer.id === 'second') return get(peer, request, signal);
      throw new DxError('DX_UNAVAILABLE', 'away', {});
    };
    expect(await fetcher.size(small, never)).toBe(SMALL.byteLength);
    network.get = async () => {
      throw new RangeError('a defect');
    };
    await expect(fetcher.size(small, never)).rejects.toThrow('a defect');
    await expect(fetcher.fetch(small, never)).rejects.toThrow('a defect');
  });

  it('is not even begun for who has given up before', async () => {
    await expect(fetcher.fetch(small, AbortSignal.abort())).rejects.toMatchObject({ code: 'DX_ABORTED' });
  });

  it('tells the size of what only peers have without fetching it', async () => {
    network.add('peer', { holds: [[large, LARGE]] });
    expect(await fetcher.size(large, never)).toBe(LARGE.byteLength);
    expect(blobs.usage().blobs).toBe(0);
  });
});
