import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@airo/program';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileBlobStore } from '../../src/adapters/disk/file-blob-store.ts';
import { CHUNK_BYTES } from '../../src/constants.ts';
import type { StoreLimits } from '../../src/domain/blob-index.ts';
import { keyOf } from '../../src/domain/key.ts';
import type { BlobStore } from '../../src/ports/blob-store.ts';
import { load, someBytes, store } from '../fakes/blobs.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobStore } from '../fakes/memory-blob-store.ts';

const LIMITS: StoreLimits = { maxBlobBytes: 3 * CHUNK_BYTES, quotaBytes: 4 * CHUNK_BYTES, ttlMs: 60_000 };

type Open = (init: { dir: string; limits: StoreLimits; clock: Clock }) => Promise<BlobStore>;
const STORES: [string, Open][] = [
  ['files', (init) => FileBlobStore.open(init)],
  ['memory', async (init) => new MemoryBlobStore(init)],
];

describe.each(STORES)('a blob store of %s', (_name, open) => {
  let dir: string;
  let clock: FakeClock;
  let blobs: BlobStore;
  let removed: string[];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dx-store-'));
    clock = new FakeClock();
    blobs = await open({ dir, limits: LIMITS, clock });
    removed = [];
    blobs.onRemoved((key) => removed.push(key));
  });

  afterEach(async () => {
    await blobs.close();
    await rm(dir, { recursive: true });
  });

  it.each([1, 1_000, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])(
    'gives back a blob of %d bytes',
    async (size) => {
      const bytes = someBytes(size);
      const key = await store(blobs, bytes);
      expect(bytes.equals((await load(blobs, key)) ?? Buffer.alloc(0))).toBe(true);
      expect(blobs.stat(key)).toMatchObject({
        key,
        size,
        pinned: false,
        expiresAt: clock.now() + LIMITS.ttlMs,
      });
      expect(blobs.usage()).toEqual({ blobs: 1, bytes: size });
    },
  );

  it('keeps a copy as any other blob, also when it is pinned or stored again', async () => {
    const bytes = someBytes(CHUNK_BYTES + 1);
    const key = keyOf(bytes);
    const writer = await blobs.create({ key, size: bytes.byteLength, copy: true });
    await writer.write(bytes);
    await writer.commit();
    expect(bytes.equals((await load(blobs, key)) ?? Buffer.alloc(0))).toBe(true);
    expect(await blobs.pin(key)).toMatchObject({ key, pinned: true });
    await store(blobs, bytes);
    expect(bytes.equals((await load(blobs, key)) ?? Buffer.alloc(0))).toBe(true);
    expect(blobs.usage()).toEqual({ blobs: 1, bytes: bytes.byteLength });
  });

  it('has nothing of what was never stored', async () => {
    const key = keyOf(someBytes(5));
    expect(blobs.stat(key)).toBeUndefined();
    expect(await blobs.open(key)).toBeUndefined();
    expect(await blobs.pin(key)).toBeUndefined();
    expect(await blobs.unpin(key)).toBeUndefined();
    expect(await blobs.delete(key)).toBe(false);
  });

  it('shows no byte of an upload before it is committed, and none of one that is given up', async () => {
    const bytes = someBytes(100);
    const key = keyOf(bytes);
    const writer = await blobs.create({ key });
    await writer.write(bytes);
    expect(blobs.stat(key)).toBeUndefined();
    await writer.abort();
    expect(blobs.stat(key)).toBeUndefined();
    expect(blobs.usage()).toEqual({ blobs: 0, bytes: 0 });
  });

  it('keeps nothing that does not hash to its key', async () => {
    const key = keyOf(someBytes(10, 1));
    const writer = await blobs.create({ key, size: 10 });
    await writer.write(someBytes(10, 2));
    await expect(writer.commit()).rejects.toMatchObject({ code: 'DX_HASH_MISMATCH' });
    expect(await blobs.open(key)).toBeUndefined();
  });

  it('takes no empty blob', async () => {
    const writer = await blobs.create({ key: keyOf(Buffer.alloc(0)), size: 0 });
    await expect(writer.commit()).rejects.toMatchObject({ code: 'DX_EMPTY_BLOB' });
  });

  it.each([
    ['announced', LIMITS.maxBlobBytes + 1],
    ['not announced', undefined],
  ])('takes no blob over the limit when its size is %s', async (_case, size) => {
    const upload = async (): Promise<void> => {
      const writer = await blobs.create({ key: keyOf(someBytes(1)), size });
      try {
        for (let chunk = 0; chunk < 4; chunk += 1) await writer.write(Buffer.alloc(CHUNK_BYTES));
      } finally {
        await writer.abort();
      }
    };
    await expect(upload()).rejects.toMatchObject({ code: 'DX_TOO_LARGE' });
    expect(await store(blobs, someBytes(3 * CHUNK_BYTES))).toBeDefined();
  });

  it('removes the least recently used to make room, and tells so', async () => {
    const first = await store(blobs, someBytes(2 * CHUNK_BYTES, 1));
    clock.advance(1);
    const second = await store(blobs, someBytes(CHUNK_BYTES, 2));
    clock.advance(1);
    await load(blobs, first);
    clock.advance(1);
    const third = await store(blobs, someBytes(2 * CHUNK_BYTES, 3));
    expect([first, second, third].map((key) => blobs.stat(key) !== undefined)).toEqual([true, false, true]);
    expect(removed).toEqual([second]);
  });

  it('removes no pinned blob: what finds no room is refused', async () => {
    const key = await store(blobs, someBytes(3 * CHUNK_BYTES));
    expect(await blobs.pin(key)).toMatchObject({ pinned: true, expiresAt: null });
    await expect(store(blobs, someBytes(2 * CHUNK_BYTES, 2))).rejects.toMatchObject({ code: 'DX_QUOTA' });
    await blobs.unpin(key);
    await store(blobs, someBytes(2 * CHUNK_BYTES, 2));
    expect(blobs.stat(key)).toBeUndefined();
  });

  it('forgets what is expired, at once for readers and for good when swept', async () => {
    const key = await store(blobs, someBytes(10));
    const kept = await store(blobs, someBytes(11));
    await blobs.pin(kept);
    clock.advance(LIMITS.ttlMs);
    expect(blobs.stat(key)).toBeUndefined();
    expect(await blobs.open(key)).toBeUndefined();
    expect(await blobs.sweep()).toBe(1);
    expect(removed).toEqual([key]);
    expect(blobs.stat(kept)).toBeDefined();
  });

  it('starts the time to live anew when a blob is stored again or unpinned', async () => {
    const bytes = someBytes(10);
    const key = await store(blobs, bytes);
    clock.advance(LIMITS.ttlMs - 1);
    await store(blobs, bytes);
    clock.advance(LIMITS.ttlMs - 1);
    expect(blobs.stat(key)).toBeDefined();
    await blobs.pin(key);
    clock.advance(LIMITS.ttlMs);
    expect(await blobs.unpin(key)).toMatchObject({ pinned: false, expiresAt: clock.now() + LIMITS.ttlMs });
    expect(blobs.usage()).toEqual({ blobs: 1, bytes: 10 });
  });

  it('lets an open reader finish when its blob is deleted', async () => {
    const bytes = someBytes(CHUNK_BYTES + 5);
    const key = await store(blobs, bytes);
    const reader = await blobs.open(key);
    expect(await blobs.delete(key)).toBe(true);
    expect(removed).toEqual([key]);
    expect(Buffer.from((await reader?.readChunk(1)) ?? []).equals(bytes.subarray(CHUNK_BYTES))).toBe(true);
    await reader?.close();
  });

  it('remembers that a blob was announced', async () => {
    const key = await store(blobs, someBytes(10));
    expect(blobs.stat(key)?.announcedAt).toBeNull();
    await blobs.markAnnounced(key);
    expect(blobs.stat(key)?.announcedAt).toBe(clock.now());
  });

  it('holds a blob once that is stored by many at the same time', async () => {
    const bytes = someBytes(1_000);
    await Promise.all(Array.from({ length: 10 }, () => store(blobs, bytes)));
    expect(blobs.usage()).toEqual({ blobs: 1, bytes: 1_000 });
    expect(bytes.equals((await load(blobs, keyOf(bytes))) ?? Buffer.alloc(0))).toBe(true);
  });
});
