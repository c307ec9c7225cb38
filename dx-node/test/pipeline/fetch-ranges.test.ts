import { createLogger } from '@airo/program';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import { DxError } from '../../src/errors.ts';
import { BlobFetcher } from '../../src/pipeline/fetch-blob.ts';
import { load, someBytes } from '../fakes/blobs.ts';
import { ImpatientClock } from '../fakes/fake-clock.ts';
import { FakeNetwork, type FakePeer } from '../fakes/fake-network.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const BYTES = someBytes(20 * CHUNK_BYTES + 50, 3);
const KEY = keyOf(BYTES);
const never = new AbortController().signal;

describe('fetching a large blob', () => {
  let network: FakeNetwork;
  let blobs: MemoryBlobStore;
  let fetcher: BlobFetcher;
  let clock: ImpatientClock;

  beforeEach(() => {
    clock = new ImpatientClock();
    const limits = { maxBlobBytes: 64 * CHUNK_BYTES, quotaBytes: 400 * CHUNK_BYTES, ttlMs: 60_000 };
    network = new FakeNetwork();
    blobs = new MemoryBlobStore({ clock, limits });
    fetcher = new BlobFetcher({
      store: blobs,
      peers: network,
      router: network,
      clock,
      logger: createLogger({ name: 'test', level: 'silent' }),
      limits: {
        ...limits,
        lookupsAtOnce: 2,
        lookupTimeoutMs: 1_000,
        haveTimeoutMs: 100,
        hedgeAfterMs: 60_000,
        minRateBytesPerSecond: 0,
        rateGraceMs: 60_000,
      },
    });
  });

  const add = (id: string, how: Partial<FakePeer> = {}): void =>
    network.add(id, { holds: [[KEY, BYTES]], ...how });
  const expectWhole = async (): Promise<void> => {
    expect(BYTES.equals((await load(blobs, KEY)) ?? Buffer.alloc(0))).toBe(true);
  };
  const bannedIds = (): string[] => network.banned.map(({ id }) => id);
  /** Chunks asked for beyond those of the blob. */
  const chunksFrom = (id: string): number =>
    network.requests
      .filter(({ peer, request }) => peer === id && request.kind === 'bytes')
      .reduce((sum, { request }) => sum + Math.ceil(request.length / CHUNK_BYTES), 0);

  it('asks one source that stays alone for everything at once', async () => {
    add('only');
    await fetcher.fetch(KEY, never);
    await expectWhole();
    expect(network.requests.map(({ request }) => request.kind)).toEqual(['bytes', 'manifest', 'bytes']);
  });

  it('takes a part from each of several sources, and not much twice', async () => {
    for (const id of ['a', 'b', 'c']) add(id);
    await fetcher.fetch(KEY, never);
    await expectWhole();
    for (const id of ['a', 'b', 'c']) expect(chunksFrom(id)).toBeGreaterThan(2);
    expect(bannedIds()).toEqual([]);
  });

  it('asks a source that comes while the first is slow for a part, not for all that is left', async () => {
    for (const id of ['first', 'second', 'third']) add(id);
    const get = network.get.bind(network);
    network.get = async (peer, request, signal) => {
      if (peer.id === 'second' && request.kind === 'manifest') clock.advance(5_000);
      return get(peer, request, signal);
    };
    await fetcher.fetch(KEY, never);
    await expectWhole();
    const [asked] = network.requests.filter(
      ({ peer, request }) => peer === 'second' && request.kind === 'bytes',
    );
    expect(asked?.request.length).toBeLessThanOrEqual(4 * CHUNK_BYTES);
  });

  it('overtakes a source that stands still, without blaming it', async () => {
    add('stalls', { stallsAfterBytes: CHUNK_BYTES + 100_000 });
    add('good');
    await fetcher.fetch(KEY, never);
    await expectWhole();
    expect(bannedIds()).toEqual([]);
  });

  it('bans a source of corrupt chunks alone, and takes them from another', async () => {
    const spoil = (bytes: Buffer, offset: number): Buffer => {
      if (offset > 0) bytes[bytes.byteLength - 1] = (bytes[bytes.byteLength - 1] ?? 0) ^ 1;
      return bytes;
    };
    add('corrupt', { distort: spoil });
    add('good');
    add('better');
    await fetcher.fetch(KEY, never);
    await expectWhole();
    expect(bannedIds()).toEqual(['corrupt']);
  });

  it('finishes what a source that dies has begun', async () => {
    add('dies', { breaksAfterBytes: 2.5 * CHUNK_BYTES });
    const get = network.get.bind(network);
    let answers = 0;
    network.get = async (peer, request, signal) => {
      if (peer.id === 'dies') answers += 1;
      if (peer.id === 'dies' && answers > 4) throw new DxError('DX_UNAVAILABLE', 'gone', {});
      return get(peer, request, signal);
    };
    add('good');
    await fetcher.fetch(KEY, never);
    await expectWhole();
    expect(bannedIds()).toEqual([]);
  });

  it.each([
    ['first', ['liar', 'honest']],
    ['last', ['honest', 'liar']],
  ])('bans who sends other bytes with a manifest to fit, when it is heard %s', async (_case, order) => {
    for (const id of order) {
      if (id === 'liar') network.add(id, { lie: someBytes(BYTES.byteLength, 9) });
      else add(id);
    }
    await fetcher.fetch(KEY, never);
    await expectWhole();
    expect(bannedIds()).toEqual(order[0] === 'liar' ? ['liar'] : []);
  });

  it('goes back to a slow source when the faster one is gone', async () => {
    // More than what is fetched ahead, so that something is left after the overtaking.
    const bytes = someBytes(44 * CHUNK_BYTES, 4);
    const key = keyOf(bytes);
    for (const id of ['slow', 'fast']) network.add(id, { holds: [[key, bytes]] });
    const get = network.get.bind(network);
    let stalledAt: number | undefined;
    let overtaken = false;
    network.get = async (peer, request, signal) => {
      if (peer.id === 'fast' && overtaken) throw new DxError('DX_UNAVAILABLE', 'gone', {});
      const answer = await get(peer, request, signal);
      if (request.kind === 'manifest' || request.offset === 0) return answer;
      if (peer.id === 'fast' && request.offset === stalledAt) overtaken = true;
      if (peer.id === 'fast' || stalledAt !== undefined) return answer;
      // What the slow one is asked for after the beginning never comes.
      stalledAt = request.offset;
      const body = (async function* () {
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
        yield new Uint8Array();
      })();
      return { ...answer, body };
    };
    await fetcher.fetch(key, never);
    expect(bytes.equals((await load(blobs, key)) ?? Buffer.alloc(0))).toBe(true);
    expect(overtaken).toBe(true);
    expect(bannedIds()).toEqual([]);
  });

  it('says so when every source has failed, and keeps nothing', async () => {
    for (const id of ['a', 'b']) add(id, { breaksAfterBytes: 1.5 * CHUNK_BYTES });
    const get = network.get.bind(network);
    let answers = 0;
    network.get = async (peer, request, signal) => {
      answers += 1;
      if (answers > 12) throw new DxError('DX_UNAVAILABLE', 'gone', {});
      return get(peer, request, signal);
    };
    await expect(fetcher.fetch(KEY, never)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    expect(blobs.usage()).toEqual({ blobs: 0, bytes: 0 });
    expect(bannedIds()).toEqual([]);
  });

  it('stops, and blames nobody, when this node cannot write', async () => {
    for (const id of ['a', 'b']) add(id);
    const create = blobs.create.bind(blobs);
    blobs.create = async (init) => {
      const writer = await create(init);
      let chunks = 0;
      const write = async (bytes: Uint8Array): Promise<void> => {
        chunks += 1;
        if (chunks > 7) throw new DxError('DX_STORE', 'the disk is full', {});
        await writer.write(bytes);
      };
      return { ...writer, write };
    };
    await expect(fetcher.fetch(KEY, never)).rejects.toMatchObject({ code: 'DX_STORE' });
    expect(bannedIds()).toEqual([]);
  });

  it('stops when nobody wants it any more', async () => {
    for (const id of ['a', 'b']) add(id, { stallsAfterBytes: 1.5 * CHUNK_BYTES });
    const impatient = new AbortController();
    const given = fetcher.fetch(KEY, impatient.signal);
    setImmediate(() => impatient.abort());
    await expect(given).rejects.toMatchObject({ code: 'DX_ABORTED' });
    expect(fetcher.running).toBe(0);
  });
});
