import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StreamReader } from '../../../src/adapters/libp2p/stream-reader.ts';
import { sendAll } from '../../../src/adapters/libp2p/stream-writer.ts';
import { MIB } from '../../../src/constants.ts';
import { someBytes } from '../../fakes/blobs.ts';
import { until } from '../../fakes/conditions.ts';
import { type TestNode, TestNodes } from '../../fakes/test-nodes.ts';

const PROTOCOL = '/test/1.0.0';
const TOTAL = 64 * MIB;
/** Reader's queue, a stream window, the socket's buffers and the piece in hand. */
const MOST_IN_FLIGHT = 16 * MIB;
const LONG_MS = 30_000;

describe('streams', () => {
  const nodes = new TestNodes();
  afterEach(() => nodes.close());

  async function pair(): Promise<{ sender: TestNode; receiver: TestNode }> {
    const sender = await nodes.start();
    return { sender, receiver: await nodes.start(sender) };
  }

  it('hold the sender back while the reader is slow, and lose nothing', async () => {
    const { sender, receiver } = await pair();
    const piece = someBytes(MIB);
    let sent = 0;
    await sender.node.handle(PROTOCOL, async (stream) => {
      for (; sent < TOTAL; sent += MIB) await sendAll(stream, piece, LONG_MS);
      await stream.close();
    });
    const stream = await receiver.node.dialProtocol(sender.node.peerId, PROTOCOL);
    const reader = new StreamReader(stream, { idleTimeoutMs: LONG_MS });
    const hash = createHash('sha256').update(await reader.read(MIB));
    // What is under way on the connection arrives before the answer to a ping that was sent after it.
    for (let round = 0; round < 10; round += 1) await receiver.node.services.ping.ping(sender.node.peerId);
    expect(sent).toBeLessThan(MOST_IN_FLIGHT);
    for await (const part of reader.pieces(TOTAL - MIB)) hash.update(part);
    const expected = createHash('sha256');
    for (let part = 0; part < TOTAL / MIB; part += 1) expected.update(piece);
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
    await expect(reader.read(1)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
  });

  it('give a request that came together with its end, and was put back by the negotiation', async () => {
    const { sender, receiver } = await pair();
    const read = Promise.withResolvers<unknown>();
    await sender.node.handle(PROTOCOL, async (stream) => {
      const negotiation = new StreamReader(stream, { idleTimeoutMs: LONG_MS });
      const request = await negotiation.read(3);
      await negotiation.read(1).catch(() => undefined);
      negotiation.release();
      stream.unshift(request);
      const reader = new StreamReader(stream, { idleTimeoutMs: LONG_MS });
      read.resolve(await reader.read(3).catch((error: unknown) => error));
    });
    const stream = await receiver.node.dialProtocol(sender.node.peerId, PROTOCOL);
    stream.send(Buffer.from('abc'));
    await stream.close();
    expect(Buffer.from((await read.promise) as Uint8Array).toString()).toBe('abc');
  });

  it('give a sender up whose reader takes nothing', async () => {
    const { sender, receiver } = await pair();
    const failed = Promise.withResolvers<unknown>();
    await sender.node.handle(PROTOCOL, async (stream) => {
      try {
        for (;;) await sendAll(stream, Buffer.alloc(MIB), 200);
      } catch (error) {
        failed.resolve(error);
        throw error;
      }
    });
    const stream = await receiver.node.dialProtocol(sender.node.peerId, PROTOCOL);
    stream.pause();
    await expect(failed.promise).resolves.toMatchObject({ code: 'DX_TIMEOUT' });
  });

  it('give a peer up that sends nothing, and one that breaks off', async () => {
    const { sender, receiver } = await pair();
    let opened = 0;
    await sender.node.handle(PROTOCOL, (stream) => {
      opened += 1;
      if (opened === 2) stream.abort(new Error('broken'));
    });
    const silent = await receiver.node.dialProtocol(sender.node.peerId, PROTOCOL);
    const first = new StreamReader(silent, { idleTimeoutMs: 100 });
    await expect(first.read(1)).rejects.toMatchObject({ code: 'DX_TIMEOUT' });
    const broken = await receiver.node.dialProtocol(sender.node.peerId, PROTOCOL);
    await expect(new StreamReader(broken, { idleTimeoutMs: LONG_MS }).read(1)).rejects.toMatchObject({
      code: 'DX_UNAVAILABLE',
    });
    await until('both were opened', () => opened === 2);
  });
});
