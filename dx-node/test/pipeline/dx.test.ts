import { createLogger } from '@airo/program';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/domain/key.ts';
import { Announcer } from '../../src/pipeline/announce.ts';
import { Dx } from '../../src/pipeline/dx.ts';
import { BlobFetcher } from '../../src/pipeline/fetch-blob.ts';
import { collect } from '../../src/pipeline/read-chunks.ts';
import { sweepUntil } from '../../src/pipeline/sweep.ts';
import { someBytes } from '../fakes/blobs.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeNetwork } from '../fakes/fake-network.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const BYTES = someBytes(1_000);
const KEY = keyOf(BYTES);
const TTL_MS = 60_000;
const signal = new AbortController().signal;
const logger = createLogger({ name: 'test', level: 'silent' });

describe('a node', () => {
  let network: FakeNetwork;
  let clock: FakeClock;
  let blobs: MemoryBlobStore;
  let dx: Dx;

  beforeEach(() => {
    network = new FakeNetwork();
    network.canLookUp = () => true;
    clock = new FakeClock();
    blobs = new MemoryBlobStore({ clock, limits: { maxBlobBytes: 5_000, quotaBytes: 9_000, ttlMs: TTL_MS } });
    const limits = {
      maxBlobBytes: 5_000,
      lookupsAtOnce: 1,
      lookupTimeoutMs: 1_000,
      haveTimeoutMs: 1_000,
      minRateBytesPerSecond: 1,
      hedgeAfterMs: 60_000,
      rateGraceMs: 1_000,
    };
    const announcer = new Announcer({
      store: blobs,
      router: network,
      clock,
      logger,
      concurrency: 1,
      timeoutMs: 1_000,
      retryMs: 1_000,
    });
    const fetcher = new BlobFetcher({ store: blobs, peers: network, router: network, clock, logger, limits });
    dx = new Dx({ store: blobs, fetcher, announcer, clock, announceWaitMs: 500 });
  });

  const put = (key = KEY) => dx.put({ key, pieces: [BYTES.subarray(0, 10), BYTES.subarray(10)] });

  it('has told the network of an upload when it answers', async () => {
    expect(await put()).toEqual({ key: KEY, size: BYTES.byteLength });
    expect(network.announced).toEqual([KEY]);
    expect(await dx.stat(KEY, signal)).toMatchObject({ held: true, pinned: false, storedAt: clock.now() });
  });

  it('does not wait for a network that is slow to take note', async () => {
    const slow = Promise.withResolvers<number>();
    network.provide = () => slow.promise;
    const uploading = put();
    while (blobs.stat(KEY) === undefined) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(500);
    expect(await uploading).toMatchObject({ key: KEY });
    slow.resolve(1);
  });

  it('keeps nothing of an upload that fails, whatever the reason', async () => {
    await expect(put(keyOf(someBytes(5)))).rejects.toMatchObject({ code: 'DX_HASH_MISMATCH' });
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield BYTES;
      throw new RangeError('broke off');
    }
    await expect(dx.put({ key: KEY, pieces: broken() })).rejects.toThrow('broke off');
    expect(blobs.usage()).toEqual({ blobs: 0, bytes: 0 });
    expect(network.announced).toEqual([]);
  });

  it('brings what a peer has, offers it too, and reads it', async () => {
    network.add('peer', { holds: [[KEY, BYTES]] });
    expect(await dx.stat(KEY, signal)).toMatchObject({ held: false, storedAt: null, expiresAt: null });
    expect(await dx.bring(KEY, signal)).toMatchObject({ size: BYTES.byteLength });
    expect(await dx.bring(KEY, signal)).toMatchObject({ size: BYTES.byteLength });
    expect(network.announced).toEqual([KEY]);
    const range = { start: 0, end: BYTES.byteLength };
    expect(BYTES.equals(await collect(dx.read({ key: KEY, range, signal })))).toBe(true);
  });

  it('fetches what it is to pin', async () => {
    network.add('peer', { holds: [[KEY, BYTES]] });
    expect(await dx.pin(KEY, signal)).toMatchObject({ pinned: true, expiresAt: null });
    expect(await dx.unpin(KEY)).toMatchObject({ pinned: false, expiresAt: clock.now() + TTL_MS });
  });

  it('withdraws what it deletes', async () => {
    await put();
    await dx.delete(KEY);
    expect(network.withdrawn).toEqual([KEY]);
    await expect(dx.stat(KEY, signal)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
  });

  it('says what it has not', async () => {
    await expect(dx.unpin(KEY)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    await expect(dx.delete(KEY)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    await expect(dx.pin(KEY, signal)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    blobs.pin = async () => undefined;
    await put();
    await expect(dx.pin(KEY, signal)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
  });

  it('sweeps out what is expired, again and again, whatever goes wrong once', async () => {
    await put();
    const stop = new AbortController();
    const sweeps: number[] = [];
    const sweep = blobs.sweep.bind(blobs);
    blobs.sweep = async () => {
      sweeps.push(clock.now());
      if (sweeps.length === 1) throw new RangeError('disk is away');
      return sweep();
    };
    const sweeping = sweepUntil({ store: blobs, clock, logger }, TTL_MS, stop.signal);
    while (blobs.usage().blobs > 0) {
      clock.advance(TTL_MS);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sweeps.length).toBeGreaterThan(1);
    stop.abort();
    await sweeping;
    expect(network.withdrawn).toEqual([KEY]);
  });
});
