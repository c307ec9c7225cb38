import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { StreamReader } from '../../src/adapters/libp2p/stream-reader.ts';
import { sendAll } from '../../src/adapters/libp2p/stream-writer.ts';
import { CHUNK_BYTES, GET_PROTOCOL, HAVE_PROTOCOL, KAD_PROTOCOL, MIB } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import { encodeGetHeader, encodeGetRequest, GET_REQUEST_BYTES } from '../../src/domain/wire/get-codec.ts';
import { encodeBitmap } from '../../src/domain/wire/have-codec.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { ended, HostilePeer, kadMessage } from '../fakes/hostile-peer.ts';
import { type RunningNode, startTestNode } from '../fakes/test-node.ts';
import { TestNodes } from '../fakes/test-nodes.ts';

const LIMITS = {
  streamsPerPeer: 16,
  getsPerPeer: 8,
  idleTimeoutMs: 4_000,
  providerRecordsPerPeer: 3,
  connections: 6,
};
const BIG = someBytes(8 * MIB, 99);
const randomKey = (seed: number) => keyOf(someBytes(8, seed));

/** One node that is attacked, one that is slow to take offence, and an honest one that wants blobs of both meanwhile. */
describe('a hostile peer', () => {
  const peers = new TestNodes();
  let attacked: RunningNode;
  let strict: RunningNode;
  let honest: RunningNode;
  let blobs = 0;

  beforeAll(async () => {
    attacked = await startTestNode(LIMITS);
    strict = await startTestNode({ requestsPerSecond: 1 });
    honest = await startTestNode({
      bootstrap: [...attacked.node.multiaddrs, ...strict.node.multiaddrs],
    });
    await until('all are connected', () => honest.node.peers().peers.length === 2);
    await attacked.node.put(BIG);
  });
  afterEach(() => peers.close());
  afterAll(async () => {
    for (const each of [honest, strict, attacked]) await each?.close();
  });

  const attack = () => HostilePeer.start(peers, attacked.node.multiaddrs);
  const honestGetsOneOf = async ({ node }: RunningNode): Promise<void> => {
    blobs += 1;
    const bytes = someBytes(100_000, 1_000 + blobs);
    const { key } = await node.put(bytes);
    const got = await honest.node.get(key, { maxBytes: bytes.byteLength });
    expect(bytes.equals(got)).toBe(true);
  };

  it('has no more than the streams of one protocol when it opens 1000 at once', async () => {
    const hostile = await attack();
    const opened = await Promise.allSettled(Array.from({ length: 1_000 }, () => hostile.open(GET_PROTOCOL)));
    const streams = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    await until(
      'the others are reset',
      () => streams.filter(({ status }) => status === 'open').length <= LIMITS.streamsPerPeer,
    );
    await honestGetsOneOf(attacked);
    // Those that it has and doesn't use end too.
    await Promise.all(streams.map(ended));
  });

  it('gets no more answers at once than are allowed, however many blobs it asks for and leaves unread', async () => {
    const hostile = await attack();
    const gets = await Promise.all(
      Array.from({ length: LIMITS.streamsPerPeer }, () => hostile.get(keyOf(BIG), BIG.byteLength)),
    );
    const ok = gets.filter(({ status }) => status === 'ok');
    expect(ok.length).toBeGreaterThan(0);
    expect(ok.length).toBeLessThanOrEqual(LIMITS.getsPerPeer);
    expect(gets.some(({ status }) => status === 'busy')).toBe(true);
    await honestGetsOneOf(attacked);
    // Who takes nothing for the idle time is given up.
    expect(await Promise.all(ok.map(({ stream }) => stream && ended(stream)))).toEqual(ok.map(() => 'reset'));
  });

  it('is told to wait when it asks more often than it may', async () => {
    const hostile = await HostilePeer.start(peers, strict.node.multiaddrs);
    const gets = await Promise.all(Array.from({ length: 30 }, (_, seed) => hostile.get(randomKey(seed), 1)));
    expect(gets.some(({ status }) => status === 'busy')).toBe(true);
    await honestGetsOneOf(strict);
  });

  it('is reset when it floods the DHT with look-ups', async () => {
    const hostile = await HostilePeer.start(peers, strict.node.multiaddrs);
    const questions = Array.from({ length: 5_000 }, (_, seed) => kadMessage(3 + (seed % 2), randomKey(seed)));
    const { answered, status } = await hostile.floodKad(questions);
    expect(status).toBe('reset');
    expect(answered).toBeLessThan(questions.length / 10);
    await honestGetsOneOf(strict);
  });

  it('leaves as many provider records as one may, and no others', async () => {
    const hostile = await attack();
    let taken = 0;
    for (let seed = 0; seed < 3 * LIMITS.providerRecordsPerPeer; seed += 1) {
      if (await hostile.provide(randomKey(1_000 + seed))) taken += 1;
    }
    expect(taken).toBe(LIMITS.providerRecordsPerPeer);
    await honestGetsOneOf(attacked);
  });

  it('is cut off when what follows its request never ends', async () => {
    const hostile = await attack();
    for (const key of [keyOf(BIG), randomKey(1)]) {
      const stream = await hostile.open(GET_PROTOCOL);
      stream.send(encodeGetRequest({ kind: 'bytes', key, offset: 0, length: 1 }));
      const junk = Buffer.alloc(65_536, 1);
      while (stream.status === 'open') {
        if (!stream.writableNeedsDrain) stream.send(junk);
        await setTimeout(5);
      }
      expect(stream.status).toBe('reset');
    }
    await honestGetsOneOf(attacked);
  });

  it('does not keep a stream that was answered', async () => {
    const { status, stream } = await (await attack()).get(randomKey(2), 1);
    expect(status).toBe('not-found');
    expect(stream && (await ended(stream))).toBe('reset');
  });

  it('is cut off when its request drips in', async () => {
    const hostile = await attack();
    const request = encodeGetRequest({ kind: 'bytes', key: keyOf(BIG), offset: 0, length: 1 });
    const stream = await hostile.open(GET_PROTOCOL);
    let dripped = 0;
    for (; stream.status === 'open' && dripped < GET_REQUEST_BYTES; dripped += 1) {
      stream.send(request.subarray(dripped, dripped + 1));
      await setTimeout(LIMITS.idleTimeoutMs / 10);
    }
    expect(stream.status).toBe('reset');
    expect(dripped).toBeLessThan(GET_REQUEST_BYTES);
    await honestGetsOneOf(attacked);
  });

  it('is reset without an answer when lengths and numbers are wrong', async () => {
    const hostile = await attack();
    const wrong: [string, Uint8Array][] = [
      [HAVE_PROTOCOL, Buffer.from([0, 0])],
      [HAVE_PROTOCOL, Buffer.from([4, 1])],
      [GET_PROTOCOL, Buffer.alloc(GET_REQUEST_BYTES, 9)],
      [GET_PROTOCOL, Buffer.concat([Buffer.alloc(GET_REQUEST_BYTES - 8), Buffer.alloc(8, 0xff)])],
      // A message of 4 GiB to the DHT.
      [KAD_PROTOCOL, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x08])],
    ];
    for (const [protocol, bytes] of wrong) {
      const stream = await hostile.open(protocol);
      let answered = 0;
      stream.addEventListener('message', ({ data }) => {
        answered += data.byteLength;
      });
      stream.send(bytes);
      expect({ protocol, status: await ended(stream), answered }).toEqual({
        protocol,
        status: 'reset',
        answered: 0,
      });
    }
    await honestGetsOneOf(attacked);
  });

  it.each([
    ['a manifest without end', { size: 2 * CHUNK_BYTES, bodyLength: 2 ** 40 }],
    ['a manifest of a blob over the limit', { size: 2 ** 50, bodyLength: 2 ** 35 }],
    ['two sizes', { size: 3 * CHUNK_BYTES, bodyLength: 96 }],
  ])('is banned as a source that sends %s, of which nothing much is read', async (_what, manifest) => {
    const hostile = await attack();
    const { node } = hostile.node;
    let sent = 0;
    await node.handle(HAVE_PROTOCOL, (stream) => sendAll(stream, encodeBitmap([true]), 10_000));
    await node.handle(GET_PROTOCOL, async (stream) => {
      const [kind] = await new StreamReader(stream, { idleTimeoutMs: 10_000 }).read(GET_REQUEST_BYTES);
      const header = kind === 1 ? manifest : { size: 2 * CHUNK_BYTES, bodyLength: CHUNK_BYTES };
      try {
        await sendAll(stream, encodeGetHeader({ status: 'ok', ...header }), 10_000);
        for (let left = header.bodyLength; left > 0; left -= MIB) {
          await sendAll(stream, Buffer.alloc(Math.min(left, MIB)), 10_000);
          if (kind === 1) sent += MIB;
        }
      } catch {
        // The other side had enough.
      }
    });
    const wanted = attacked.node.get(randomKey(5_000 + blobs), { maxBytes: 8 * MIB });
    await expect(wanted).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    await until('it is cut off', () => hostile.openConnections === 0);
    expect(sent).toBeLessThan(16 * MIB);
    await honestGetsOneOf(attacked);
  });

  it('has a few connections at most, and many of them together no more than there may be', async () => {
    const hostile = await HostilePeer.start(peers, strict.node.multiaddrs);
    for (let extra = 0; extra < 8; extra += 1) await hostile.dial().catch(() => undefined);
    await until('the others are closed', () => hostile.openConnections <= 4);
    await honestGetsOneOf(strict);
    const dialled = Array.from({ length: LIMITS.connections }, () => attack().catch(() => undefined));
    await Promise.all(dialled);
    await until(
      'no more are open than may be',
      () => attacked.node.peers().peers.length <= LIMITS.connections,
    );
    await honestGetsOneOf(attacked);
  });
});
