import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileBlobStore } from '../../../src/adapters/disk/file-blob-store.ts';
import { CHUNK_BYTES } from '../../../src/constants.ts';
import { keyOf } from '../../../src/domain/key.ts';
import type { DxKey } from '../../../src/schemas/key.ts';
import { load, someBytes, store } from '../../fakes/blobs.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

const limits = { maxBlobBytes: 8 * CHUNK_BYTES, quotaBytes: 16 * CHUNK_BYTES, ttlMs: 60_000 };

const NOTHING = Buffer.alloc(0);

describe('the store on disk', () => {
  let dir: string;
  const clock = new FakeClock();
  const opened: FileBlobStore[] = [];
  const open = async (): Promise<FileBlobStore> => {
    const blobs = await FileBlobStore.open({ dir, limits, clock });
    opened.push(blobs);
    return blobs;
  };
  const fileOf = (key: DxKey): string => join(dir, 'blobs', key.slice(2, 4), key.slice(4, 6), key.slice(2));

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dx-disk-'));
  });
  afterEach(async () => {
    for (const blobs of opened.splice(0)) await blobs.close();
    await rm(dir, { recursive: true });
  });

  it('has a blob in ab/cd/<hash>, as it is', async () => {
    const bytes = someBytes(100);
    const key = await store(await open(), bytes);
    expect(await readFile(fileOf(key))).toEqual(bytes);
    expect(await readdir(join(dir, 'tmp'))).toEqual([]);
  });

  it('has everything again after a restart', async () => {
    const first = await open();
    const small = await store(first, someBytes(10));
    const large = await store(first, someBytes(3 * CHUNK_BYTES + 1));
    await first.pin(large);
    await first.markAnnounced(small);
    const before = [first.stat(small), first.stat(large)];
    await first.close();
    const second = await open();
    expect([second.stat(small), second.stat(large)]).toEqual(before);
    expect(someBytes(3 * CHUNK_BYTES + 1).equals((await load(second, large)) ?? NOTHING)).toBe(true);
    expect(second.usage()).toEqual(first.usage());
  });

  const damages: [string, (file: string) => Promise<void>][] = [
    ['one bit flipped in the last chunk', (file) => flip(file, 2 * CHUNK_BYTES + 3)],
    ['cut short', (file) => truncate(file, CHUNK_BYTES)],
    ['longer', (file) => writeFile(file, 'x', { flag: 'a' })],
    ['empty', (file) => truncate(file, 0)],
    ['gone', (file) => rm(file)],
  ];
  it.each(damages)('never gives out a blob whose file is %s, and drops it', async (_case, damage) => {
    const blobs = await open();
    const removed: DxKey[] = [];
    blobs.onRemoved((key) => removed.push(key));
    const bytes = someBytes(2 * CHUNK_BYTES + 10);
    const key = await store(blobs, bytes);
    await damage(fileOf(key));
    await expect(load(blobs, key)).rejects.toMatchObject({ code: 'DX_CORRUPT', data: { key } });
    expect(blobs.stat(key)).toBeUndefined();
    expect(removed).toEqual([key]);
    await store(blobs, bytes);
    expect(bytes.equals((await load(blobs, key)) ?? NOTHING)).toBe(true);
  });

  it('heals a damaged blob that is stored again, before anybody noticed', async () => {
    const blobs = await open();
    const bytes = someBytes(100);
    const key = await store(blobs, bytes);
    await flip(fileOf(key), 5);
    await store(blobs, bytes);
    expect(bytes.equals((await load(blobs, key)) ?? NOTHING)).toBe(true);
  });

  it('keeps the good file when a reader of the bad one before it finds the damage', async () => {
    const blobs = await open();
    const bytes = someBytes(100);
    const key = await store(blobs, bytes);
    await flip(fileOf(key), 5);
    const reader = await blobs.open(key);
    clock.advance(1);
    await store(blobs, bytes);
    await expect(reader?.readChunk(0)).rejects.toMatchObject({ code: 'DX_CORRUPT' });
    await reader?.close();
    expect(bytes.equals((await load(blobs, key)) ?? NOTHING)).toBe(true);
  });

  it('clears away what a crash left: half uploads, files without an entry, entries without a file', async () => {
    const first = await open();
    const lost = await store(first, someBytes(10));
    const kept = await store(first, someBytes(11));
    await first.close();
    await writeFile(join(dir, 'tmp', 'half'), 'half');
    await rm(fileOf(lost));
    const orphan = keyOf(someBytes(12));
    await mkdir(join(fileOf(orphan), '..'), { recursive: true });
    await writeFile(fileOf(orphan), someBytes(12));
    const second = await open();
    expect(second.usage()).toEqual({ blobs: 1, bytes: 11 });
    expect(second.stat(kept)).toBeDefined();
    expect(await readdir(join(dir, 'tmp'))).toEqual([]);
    await expect(readFile(fileOf(orphan))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says so when another node has the folder', async () => {
    await open();
    await expect(open()).rejects.toMatchObject({
      code: 'DX_STORE',
      message: expect.stringContaining('in use by another dx-node'),
    });
  });

  it('says so when the folder cannot be used', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(FileBlobStore.open({ dir: join(dir, 'file'), limits, clock })).rejects.toMatchObject({
      code: 'DX_STORE',
    });
  });
});

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}
