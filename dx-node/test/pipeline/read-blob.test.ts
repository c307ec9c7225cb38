import { createLogger } from '@airo/program';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import { BlobFetcher } from '../../src/pipeline/fetch-blob.ts';
import { readBlob } from '../../src/pipeline/read-blob.ts';
import { collect, readChunks } from '../../src/pipeline/read-chunks.ts';
import { someBytes, store } from '../fakes/blobs.ts';
import { FakeClock, ImpatientClock } from '../fakes/fake-clock.ts';
import { FakeNetwork } from '../fakes/fake-network.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const BYTES = someBytes(2 * CHUNK_BYTES + 500);
const KEY = keyOf(BYTES);
const signal = new AbortController().signal;

describe('reading a blob', () => {
  let network: FakeNetwork;
  let blobs: MemoryBlobStore;
  let fetcher: BlobFetcher;

  beforeEach(async () => {
    const clock = new ImpatientClock();
    network = new FakeNetwork();
    blobs = new MemoryBlobStore({
      clock,
      limits: { maxBlobBytes: 4 * CHUNK_BYTES, quotaBytes: 9 * CHUNK_BYTES, ttlMs: 60_000 },
    });
    fetcher = new BlobFetcher({
      store: blobs,
      peers: network,
      router: network,
      clock,
      logger: createLogger({ name: 'test', level: 'silent' }),
      limits: {
        maxBlobBytes: 4 * CHUNK_BYTES,
        lookupsAtOnce: 2,
        lookupTimeoutMs: 1_000,
        haveTimeoutMs: 1_000,
        minRateBytesPerSecond: 1,
        hedgeAfterMs: 60_000,
        rateGraceMs: 60_000,
      },
    });
    await store(blobs, BYTES);
  });

  const read = (start: number, end: number): Promise<Uint8Array> =>
    collect(readBlob({ store: blobs, fetcher }, { key: KEY, range: { start, end }, signal }));

  it.each([
    [0, BYTES.byteLength],
    [5, 6],
    [CHUNK_BYTES - 1, CHUNK_BYTES + 1],
    [CHUNK_BYTES, 2 * CHUNK_BYTES],
    [2 * CHUNK_BYTES + 10, BYTES.byteLength],
  ])('gives bytes %d to %d', async (start, end) => {
    expect(BYTES.subarray(start, end).equals(await read(start, end))).toBe(true);
  });

  it('fetches a blob that proves damaged half way again and goes on as if nothing had been', async () => {
    network.add('peer', { holds: [[KEY, BYTES]] });
    await blobs.pin(KEY);
    blobs.damage(KEY, 2 * CHUNK_BYTES + 1);
    expect(BYTES.equals(await read(0, BYTES.byteLength))).toBe(true);
    expect(blobs.stat(KEY)?.pinned).toBe(true);
  });

  it('tells giving up from damage, and stops at a blob that is gone', async () => {
    const gone = new AbortController();
    gone.abort();
    blobs.damage(KEY, 0);
    const range = { start: 0, end: BYTES.byteLength };
    const reading = collect(readBlob({ store: blobs, fetcher }, { key: KEY, range, signal: gone.signal }));
    await expect(reading).rejects.toMatchObject({ code: 'DX_ABORTED' });
  });

  it('fails in the end when every copy that comes proves damaged', async () => {
    network.add('peer', { holds: [[KEY, BYTES]] });
    const open = blobs.open.bind(blobs);
    blobs.open = async (key) => {
      blobs.damage(key, 1);
      return open(key);
    };
    await expect(read(0, BYTES.byteLength)).rejects.toMatchObject({ code: 'DX_CORRUPT' });
  });

  it('fails with DX_CORRUPT when nobody has a good copy, and forgets the bad one', async () => {
    blobs.damage(KEY, CHUNK_BYTES + 1);
    await expect(read(0, BYTES.byteLength)).rejects.toMatchObject({ code: 'DX_CORRUPT' });
    expect(blobs.stat(KEY)).toBeUndefined();
    await expect(read(0, BYTES.byteLength)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
  });
});

describe('chunks of a stream', () => {
  const join = async (pieces: Uint8Array[], chunkBytes: number): Promise<number[]> => {
    const lengths: number[] = [];
    const clock = new FakeClock();
    const init = { chunkBytes, clock, minRateBytesPerSecond: 1, graceMs: 1_000 };
    for await (const chunk of readChunks(from(pieces), init)) lengths.push(chunk.byteLength);
    return lengths;
  };

  it('are all of one length but the last', async () => {
    expect(await join([Buffer.alloc(7), Buffer.alloc(1), Buffer.alloc(13)], 5)).toEqual([5, 5, 5, 5, 1]);
    expect(await join([Buffer.alloc(10)], 5)).toEqual([5, 5]);
    expect(await join([], 5)).toEqual([]);
  });

  it('that come too slowly are given up, however slow the reader is', async () => {
    const clock = new FakeClock();
    async function* trickle(): AsyncGenerator<Uint8Array> {
      for (;;) {
        clock.advance(2_000);
        yield Buffer.alloc(10);
      }
    }
    const init = { chunkBytes: 10, clock, minRateBytesPerSecond: 100, graceMs: 5_000 };
    let chunks = 0;
    const slowReader = async (): Promise<void> => {
      for await (const _chunk of readChunks(trickle(), init)) chunks += 1;
    };
    await expect(slowReader()).rejects.toMatchObject({ code: 'DX_TIMEOUT' });
    expect(chunks).toBe(2);

    async function* fast(): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 5; piece += 1) yield Buffer.alloc(10);
    }
    for await (const _chunk of readChunks(fast(), init)) clock.advance(60_000);
  });
});

async function* from(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
