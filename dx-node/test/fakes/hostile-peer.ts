import type { Connection, Stream } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { multiaddr } from '@multiformats/multiaddr';
import { StreamReader } from '../../src/adapters/libp2p/stream-reader.ts';
import { GET_PROTOCOL, KAD_PROTOCOL } from '../../src/constants.ts';
import { keyToDigest } from '../../src/domain/key.ts';
import { decodeGetHeader, encodeGetRequest, GET_HEADER_BYTES } from '../../src/domain/wire/get-codec.ts';
import type { DxKey } from '../../src/schemas/key.ts';
import type { TestNode, TestNodes } from './test-nodes.ts';

const LONG_MS = 120_000;
const MANY = 2_000;
const WHATEVER = { maxOutboundStreams: MANY };

/** A peer over real libp2p that keeps to no limit; each has an id of its own. */
export class HostilePeer {
  readonly #peer: TestNode;
  readonly #target: string[];

  private constructor(peer: TestNode, target: string[]) {
    this.#peer = peer;
    this.#target = target;
  }

  static async start(nodes: TestNodes, target: string[]): Promise<HostilePeer> {
    const peer = new HostilePeer(await nodes.start(undefined, { streamsPerPeer: MANY }), target);
    await peer.dial();
    return peer;
  }

  get node(): TestNode {
    return this.#peer;
  }

  get openConnections(): number {
    return this.#connections.filter(({ status }) => status === 'open').length;
  }

  /** To the one that it is after; others find it by the DHT. */
  get #connections(): Connection[] {
    const id = this.#target[0]?.split('/p2p/')[1] ?? '';
    return this.#peer.node.getConnections(peerIdFromString(id));
  }

  /** One more connection. */
  async dial(): Promise<Connection> {
    const addresses = this.#target.map((address) => multiaddr(address));
    return this.#peer.node.dial(addresses, { force: true, signal: AbortSignal.timeout(LONG_MS) });
  }

  /** On its first connection. */
  async open(protocol: string): Promise<Stream> {
    const [connection] = this.#connections;
    if (connection === undefined) throw new Error('not connected');
    return connection.newStream(protocol, { ...WHATEVER, signal: AbortSignal.timeout(LONG_MS) });
  }

  /** What a get is answered with, `reset` when it isn't; the body is left unread. */
  async get(key: DxKey, length: number): Promise<{ status: string; stream?: Stream }> {
    try {
      const stream = await this.open(GET_PROTOCOL);
      const reader = new StreamReader(stream, { idleTimeoutMs: LONG_MS });
      stream.send(encodeGetRequest({ kind: 'bytes', key, offset: 0, length }));
      const { status } = decodeGetHeader(await reader.read(GET_HEADER_BYTES));
      if (stream.status === 'open' && status === 'ok') stream.pause();
      return { status, stream };
    } catch {
      return { status: 'reset' };
    }
  }

  /** How many messages were answered before the stream was reset. */
  async floodKad(messages: readonly Uint8Array[]): Promise<{ answered: number; status: string }> {
    const stream = await this.open(KAD_PROTOCOL);
    let answered = 0;
    stream.addEventListener('message', () => {
      answered += 1;
    });
    const closed = new Promise((resolve) => stream.addEventListener('close', resolve, { once: true }));
    for (const message of messages) if (stream.status === 'open') stream.send(message);
    await closed;
    return { answered, status: stream.status };
  }

  /** Leaves a provider record; whether the node kept its stream open, which it does when it took it. */
  async provide(key: DxKey): Promise<boolean> {
    const stream = await this.open(KAD_PROTOCOL);
    const id = this.#peer.node.peerId.toMultihash().bytes;
    const [address] = this.#peer.node.getMultiaddrs();
    const provider = Buffer.concat([field(1, id), field(2, address?.bytes ?? id)]);
    const addProvider = kadMessage(2, key, field(9, provider));
    const ask = kadMessage(3, key);
    const answer = new StreamReader(stream, { idleTimeoutMs: LONG_MS });
    stream.send(Buffer.concat([addProvider, ask]));
    try {
      // The answer to the question after it comes only when the record was taken.
      await answer.read(1);
      return true;
    } catch {
      return false;
    } finally {
      answer.release();
      stream.abort(new Error('enough'));
    }
  }
}

/** Resolves with how a stream ended, whatever its peer does meanwhile. */
export async function ended(stream: Stream): Promise<string> {
  if (stream.status === 'open')
    await new Promise((end) => stream.addEventListener('close', end, { once: true }));
  return stream.status;
}

/** A message to the DHT by hand, since kad-dht doesn't export its codec: type, key as a multihash, and more fields. */
export function kadMessage(type: number, key: DxKey, more: Uint8Array = Buffer.alloc(0)): Uint8Array {
  const multihash = Buffer.concat([Buffer.from([0x12, 32]), keyToDigest(key)]);
  const body = Buffer.concat([Buffer.from([0x08, type]), field(2, multihash), more]);
  return Buffer.concat([varint(body.byteLength), body]);
}

function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.byteLength), bytes]);
}

function varint(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([(value & 0x7f) | 0x80, value >> 7]);
}
