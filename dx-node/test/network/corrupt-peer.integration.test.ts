import { afterEach, describe, expect, it } from '@jest/globals';
import { multiaddr } from '@multiformats/multiaddr';
import { StreamReader } from '../../src/adapters/libp2p/stream-reader.ts';
import { sendAll } from '../../src/adapters/libp2p/stream-writer.ts';
import { CHUNK_BYTES, GET_PROTOCOL, HAVE_PROTOCOL } from '../../src/constants.ts';
import { ManifestBuilder } from '../../src/domain/manifest.ts';
import { decodeGetRequest, encodeGetHeader, GET_REQUEST_BYTES } from '../../src/domain/wire/get-codec.ts';
import { encodeBitmap } from '../../src/domain/wire/have-codec.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { DxProcesses } from '../fakes/dx-process.ts';
import { type TestNode, TestNodes } from '../fakes/test-nodes.ts';

const IDLE_MS = 10_000;

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
    await serveCorrupt(corrupt, bytes, () => {
      asked += 1;
      honest.child.kill('SIGCONT');
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

/** Has everything, and the right manifest, but the last byte of each answer is wrong. */
async function serveCorrupt({ node }: TestNode, bytes: Buffer, onAsked: () => void): Promise<void> {
  const builder = new ManifestBuilder();
  builder.update(bytes);
  const { manifest } = builder.finish();
  await node.handle(HAVE_PROTOCOL, async (stream) => {
    await sendAll(stream, encodeBitmap([true]), IDLE_MS);
  });
  await node.handle(GET_PROTOCOL, async (stream) => {
    const request = decodeGetRequest(
      await new StreamReader(stream, { idleTimeoutMs: IDLE_MS }).read(GET_REQUEST_BYTES),
    );
    const { offset, length, kind } = request;
    const body = Buffer.from(kind === 'manifest' ? manifest.hashes : bytes.subarray(offset, offset + length));
    if (kind === 'bytes') {
      body[body.byteLength - 1] = (body[body.byteLength - 1] ?? 0) ^ 1;
      onAsked();
    }
    await sendAll(
      stream,
      encodeGetHeader({ status: 'ok', size: bytes.byteLength, bodyLength: body.byteLength }),
      IDLE_MS,
    );
    await sendAll(stream, body, IDLE_MS).catch(() => undefined);
  });
}

function addressesOf({ node }: TestNode): string[] {
  return node.getMultiaddrs().map((address) => address.toString());
}
