import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../program/test/support/servers/free-ports.ts';
import { CHUNK_BYTES } from '../../src/constants.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { type DxProcess, DxProcesses } from '../fakes/dx-process.ts';

const MAX = { maxBytes: 64 * CHUNK_BYTES };

describe('nodes in processes of their own', () => {
  const processes = new DxProcesses();
  afterEach(() => processes.close());

  const knows = async (node: DxProcess, other: DxProcess): Promise<boolean> =>
    (await node.client.peers()).peers.some(({ peerId }) => peerId === other.ready.peerId);

  it('pass blobs on after the only bootstrap node has died, those from before and those from after', async () => {
    const a = await processes.start();
    const bootstrap = a.ready.multiaddrs;
    const [b, c] = await Promise.all([processes.start({ bootstrap }), processes.start({ bootstrap })]);
    const before = someBytes(60_000, 1);
    const { key } = await b.client.put(before);
    await until('C found B through A', () => knows(c, b));
    expect(await a.stop()).toBe(0);
    expect(before.equals(await c.client.get(key, MAX))).toBe(true);
    const after = someBytes(5 * CHUNK_BYTES + 7, 2);
    const stored = await b.client.put(after);
    expect(await c.client.stat(stored.key)).toMatchObject({ size: after.byteLength, held: false });
    expect(after.equals(await c.client.get(stored.key, MAX))).toBe(true);
    expect(await c.client.stat(stored.key)).toMatchObject({ held: true });
  });

  it('join a second bootstrap node that comes up late, though the first was there', async () => {
    const flags = ['--listen', `/ip4/127.0.0.1/tcp/${await freePort()}`];
    const late = await processes.start({ flags });
    expect(await late.stop()).toBe(0);
    const first = await processes.start();
    const bootstrap = [...first.ready.multiaddrs, ...late.ready.multiaddrs];
    const node = await processes.start({ bootstrap });
    await until('the first is a peer', () => knows(node, first));
    const again = await processes.start({ dir: late.dir, flags });
    await until('the late one is a peer', () => knows(node, again));
  });

  it('join a bootstrap node that comes up after them, and again when it was away', async () => {
    // It comes back to its port, which nobody may have taken meanwhile.
    const listen = `/ip4/127.0.0.1/tcp/${await freePort()}`;
    const flags = ['--listen', listen];
    const first = await processes.start({ flags });
    const address = first.ready.multiaddrs.find((each) => each.startsWith(`${listen}/`)) ?? '';
    await first.stop();
    const late = await processes.start({ bootstrap: [address] });
    const restarted = await processes.start({ dir: first.dir, flags });
    await until('the late one joined', () => knows(late, restarted));
    await restarted.stop('SIGKILL');
    await until('it is alone', async () => (await late.client.peers()).peers.length === 0);
    const again = await processes.start({ dir: first.dir, flags });
    await until('it joined again', () => knows(late, again));
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'exit 0 on %s and have peer id, blobs and pins again after it',
    async (signal) => {
      const first = await processes.start();
      const bytes = someBytes(2 * CHUNK_BYTES);
      const { key } = await first.client.put(bytes);
      await rpc(first, 'dx_pin', [key]);
      expect(await first.stop(signal)).toBe(0);
      const second = await processes.start({ dir: first.dir });
      expect(second.ready.peerId).toBe(first.ready.peerId);
      expect(await second.client.stat(key)).toMatchObject({ held: true, pinned: true });
      expect(bytes.equals(await second.client.get(key, MAX))).toBe(true);
    },
  );

  it('have everything that was acknowledged after kill -9, and nothing half written', async () => {
    const first = await processes.start();
    const bytes = someBytes(3 * CHUNK_BYTES);
    const { key } = await first.client.put(bytes);
    const half = someBytes(50 * CHUNK_BYTES, 2);
    const uploading = first.client.put(half).catch(() => 'broken off');
    await first.stop('SIGKILL');
    const outcome = await uploading;
    const second = await processes.start({ dir: first.dir });
    expect(second.ready.peerId).toBe(first.ready.peerId);
    expect(bytes.equals(await second.client.get(key, MAX))).toBe(true);
    const halfKey = `0x${createHash('sha256').update(half).digest('hex')}`;
    if (outcome === 'broken off') {
      await expect(second.client.get(halfKey, MAX)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    }
  });

  it('fetch a blob again whose file was damaged, while a peer has it', async () => {
    const b = await processes.start();
    const c = await processes.start({ bootstrap: b.ready.multiaddrs });
    const bytes = someBytes(3 * CHUNK_BYTES);
    const { key } = await b.client.put(bytes);
    await until('they are connected', () => knows(c, b));
    await c.client.get(key, MAX);
    await damage(c, key, 2 * CHUNK_BYTES + 1);
    expect(bytes.equals(await c.client.get(key, MAX))).toBe(true);
    expect(bytes.equals(await readFile(fileOf(c, key)))).toBe(true);
  });

  it('never end an answer cleanly from a damaged file, drop it and name the error', async () => {
    const node = await processes.start();
    const start = await node.client.put(someBytes(3 * CHUNK_BYTES, 1));
    const end = await node.client.put(someBytes(3 * CHUNK_BYTES, 2));
    await damage(node, start.key, 0);
    await damage(node, end.key, 3 * CHUNK_BYTES - 1);
    await expect(node.client.get(start.key, MAX)).rejects.toMatchObject({
      code: 'DX_CORRUPT',
      data: { status: 500 },
    });
    await expect(node.client.get(end.key, MAX)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    for (const { key } of [start, end]) {
      await expect(node.client.get(key, MAX)).rejects.toMatchObject({ code: 'DX_NOT_FOUND' });
    }
    await node.client.put(someBytes(3 * CHUNK_BYTES, 2));
    expect(someBytes(3 * CHUNK_BYTES, 2).equals(await node.client.get(end.key, MAX))).toBe(true);
  });

  it('refuse to share a folder or a port, naming what to change', async () => {
    const node = await processes.start();
    await expect(processes.start({ dir: node.dir })).rejects.toThrow(
      /exited with 1.*in use by another dx-node/s,
    );
    const { port } = new URL(node.ready.rpcUrl);
    await expect(processes.start({ flags: ['--rpc-port', port] })).rejects.toThrow(
      /exited with 1.*--rpc-port/s,
    );
    const [address = ''] = node.ready.multiaddrs;
    const listen = address.split('/p2p/')[0] ?? '';
    await expect(processes.start({ flags: ['--listen', listen] })).rejects.toThrow(
      /exited with 1.*--listen/s,
    );
  });

  it('tell their state to Prometheus and to probes', async () => {
    const node = await processes.start();
    await node.client.put(someBytes(10));
    const metrics = await (await fetch(node.ready.metricsUrl)).text();
    expect(metrics).toMatch(/^dx_blobs 1$/m);
    expect(metrics).toMatch(/^dx_held_bytes 10$/m);
    expect((await fetch(new URL('/readyz', node.ready.metricsUrl))).status).toBe(200);
  });
});

function fileOf(node: DxProcess, key: string): string {
  return join(node.dir, 'blobs', key.slice(2, 4), key.slice(4, 6), key.slice(2));
}

async function damage(node: DxProcess, key: string, at: number): Promise<void> {
  const bytes = await readFile(fileOf(node, key));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(fileOf(node, key), bytes);
}

async function rpc(node: DxProcess, method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(node.ready.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return response.json();
}
