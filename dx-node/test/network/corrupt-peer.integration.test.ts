import { afterEach, describe, expect, it } from '@jest/globals';
import { multiaddr } from '@multiformats/multiaddr';
import { CHUNK_BYTES } from '../../src/constants.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { DxProcesses } from '../fakes/dx-process.ts';
import { addressesOf, serveOddly } from '../fakes/odd-source.ts';
import { TestNodes } from '../fakes/test-nodes.ts';

describe('a peer that sends corrupt chunks', () => {
  const processes = new DxProcesses();
  const nodes = new TestNodes();
  afterEach(async () => {
    await processes.close();
    await nodes.close();
  });

  it('is banned at once, and the blob comes from another', async () => {
    const bytes = someBytes(3 * CHUNK_BYTES);
    const corrupt = await nodes.start();
    const honest = await processes.start({ bootstrap: addressesOf(corrupt) });
    const asking = await processes.start({
      bootstrap: [...addressesOf(corrupt), ...honest.ready.multiaddrs],
    });
    const { key } = await honest.client.put(bytes);
    await until('both are connected', async () => (await asking.client.peers()).peers.length === 2);
    // The honest one stands still until the corrupt one has been asked, so that nobody else can be first.
    honest.child.kill('SIGSTOP');
    let asked = 0;
    await serveOddly(corrupt, bytes, {
      body: (body) => {
        asked += 1;
        honest.child.kill('SIGCONT');
        body[body.byteLength - 1] = (body[body.byteLength - 1] ?? 0) ^ 1;
        return body;
      },
    });
    const got = await asking.client.get(key, { maxBytes: bytes.byteLength });
    expect(bytes.equals(got)).toBe(true);
    expect(asked).toBeGreaterThan(0);
    const peers = (await asking.client.peers()).peers.map(({ peerId }) => peerId);
    expect(peers).toEqual([honest.ready.peerId]);
    expect(asking.log()).toContain('peer banned');
    // The dial may succeed on this side before the other one hangs up.
    const addresses = asking.ready.multiaddrs.map((address) => multiaddr(address));
    const dialled = await corrupt.node.dial(addresses).catch(() => null);
    await until('a dial by the banned one is hung up', () => dialled?.status !== 'open');
  });
});
