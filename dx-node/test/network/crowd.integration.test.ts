import { afterEach, describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/domain/key.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { DxProcesses } from '../fakes/dx-process.ts';

const BLOBS = 200;

describe('a crowd of requests', () => {
  const processes = new DxProcesses();
  afterEach(() => processes.close());

  it('loses none: what many put at once on one node, many get at once on another', async () => {
    const a = await processes.start();
    const b = await processes.start({ bootstrap: a.ready.multiaddrs });
    await until('they are connected', async () => (await b.client.peers()).peers.length === 1);
    const blobs = Array.from({ length: BLOBS }, (_, seed) => someBytes(3_000, seed));
    await Promise.all(blobs.map((bytes) => a.client.put(bytes)));
    const got = await Promise.all(blobs.map((bytes) => b.client.get(keyOf(bytes), { maxBytes: 10_000 })));
    expect(got.every((bytes, index) => blobs[index]?.equals(bytes))).toBe(true);
    expect((await b.client.peers()).peers).toHaveLength(1);
  });
});
