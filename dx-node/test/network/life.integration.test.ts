import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { mountSmallDisk } from '../../../program/test/support/small-disk.ts';
import { CHUNK_BYTES, MIB } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import { isDxError } from '../../src/schemas/index.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { type DxProcess, DxProcesses } from '../fakes/dx-process.ts';

jest.setTimeout(400_000);

const UPLOADS = 50;
const KILLS = 3;
const MAX = { maxBytes: 8 * CHUNK_BYTES };
const DISK_MIB = 64;

const disk = mountSmallDisk(DISK_MIB);
const itWithDisk = disk === null ? it.skip : it;

describe('the life of a blob', () => {
  const processes = new DxProcesses();
  afterEach(() => processes.close());

  it(`survives ${KILLS} times kill -9 in the middle of ${UPLOADS} uploads whole or not at all, and leaks no space`, async () => {
    const blobs = Array.from({ length: UPLOADS }, (_, seed) => someBytes(2 * CHUNK_BYTES + seed, seed));
    const acknowledged = new Set<number>();
    const dir = await processes.newDir();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const node = await processes.start({ dir });
      const enough = Promise.withResolvers<void>();
      let stored = 0;
      const uploads = blobs.map(async (bytes, index) => {
        await node.client.put(bytes);
        acknowledged.add(index);
        stored += 1;
        // A part of them is there, the rest in whatever state it happens to be.
        if (stored === kill * 5) enough.resolve();
      });
      await enough.promise;
      await node.stop('SIGKILL');
      await Promise.allSettled(uploads);
    }
    const node = await processes.start({ dir });
    let held = 0;
    for (const [index, bytes] of blobs.entries()) {
      const got = await node.client.get(keyOf(bytes), MAX).catch((error: unknown) => {
        if (!isDxError(error, 'DX_NOT_FOUND')) throw error;
        return undefined;
      });
      if (got === undefined) expect(acknowledged.has(index)).toBe(false);
      else expect(bytes.equals(got)).toBe(true);
      held += got?.byteLength ?? 0;
    }
    expect(await bytesIn(join(dir, 'blobs'))).toBe(held);
    expect(await bytesIn(join(dir, 'tmp'))).toBe(0);
    expect(await metric(node, 'dx_held_bytes')).toBe(held);
  });

  it('is told again by a node that was away, to a network that has forgotten', async () => {
    const first = await processes.start();
    const bytes = someBytes(1_000);
    const { key } = await first.client.put(bytes);
    const witness = await processes.start({ bootstrap: first.ready.multiaddrs });
    await until('somebody took note', async () => (await metric(first, 'dx_announcements_pending')) === 0);
    await first.stop();
    await witness.stop();
    // Nobody of the network that it comes back to has ever heard of the blob.
    const stranger = await processes.start();
    const again = await processes.start({
      dir: first.dir,
      bootstrap: stranger.ready.multiaddrs,
      flags: ['--log-level', 'debug'],
    });
    await until('it is told again', () => /"told":[1-9]/.test(again.log()));
    const seeker = await processes.start({ bootstrap: stranger.ready.multiaddrs });
    // It may not have met anybody yet.
    await until('it is found', async () => {
      const got = await seeker.client.get(key, MAX).catch(() => undefined);
      return got !== undefined && bytes.equals(got);
    });
  });

  it('ends for others too when it is deleted', async () => {
    const holder = await processes.start();
    const seeker = await processes.start({ bootstrap: holder.ready.multiaddrs });
    await until('they are connected', async () => (await seeker.client.peers()).peers.length === 1);
    const { key } = await holder.client.put(someBytes(1_000));
    expect(await seeker.client.stat(key)).toMatchObject({ held: false });
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dx_delete', params: [key] });
    const headers = { 'content-type': 'application/json' };
    await fetch(holder.ready.rpcUrl, { method: 'POST', body, headers });
    await expect(seeker.client.get(key, MAX)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
  });

  itWithDisk('is refused while the disk is full, and everything else goes on', async () => {
    if (disk === null) return;
    const node = await processes.start({ dir: join(disk.folder, 'dx') });
    const before = someBytes(2 * MIB, 1);
    const { key } = await node.client.put(before);
    const larger = someBytes(2 * DISK_MIB * MIB, 2);
    await expect(node.client.put(larger)).rejects.toMatchObject({ code: 'DX_STORE' });
    // Nothing was announced of its length: the end of the disk comes in the middle.
    const streamed = node.client.put(larger.subarray(0, (DISK_MIB - 12) * MIB));
    disk.fill(4);
    await expect(streamed).rejects.toMatchObject({ code: 'DX_STORE' });
    disk.fill(0);
    await expect(node.client.put(someBytes(1_000, 3))).rejects.toMatchObject({
      code: 'DX_STORE',
      message: expect.stringContaining('full'),
    });
    expect(before.equals(await node.client.get(key, MAX))).toBe(true);
    disk.empty();
    const after = someBytes(MIB, 4);
    await node.client.put(after);
    expect(await bytesIn(join(node.dir, 'tmp'))).toBe(0);
    await node.stop();
    const again = await processes.start({ dir: node.dir });
    expect(after.equals(await again.client.get(keyOf(after), MAX))).toBe(true);
    expect(before.equals(await again.client.get(key, MAX))).toBe(true);
    await again.stop();
    disk.close();
  });
});

async function bytesIn(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function metric(node: DxProcess, name: string): Promise<number> {
  const metrics = await (await fetch(node.ready.metricsUrl)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
}
