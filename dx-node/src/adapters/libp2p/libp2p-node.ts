import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { type Identify, identify } from '@libp2p/identify';
import type { ConnectionGater, Libp2p, PrivateKey } from '@libp2p/interface';
import { type KadDHT, kadDHT, passthroughMapper, removePrivateAddressesMapper } from '@libp2p/kad-dht';
import { type Ping, ping } from '@libp2p/ping';
import { tcp } from '@libp2p/tcp';
import type { Datastore } from 'interface-datastore';
import { createLibp2p } from 'libp2p';
import { KAD_PROTOCOL, MIB } from '../../constants.ts';
import { type KadLimits, limitKad } from './limit-kad.ts';

/** TCP sockets are read in pieces of up to this many bytes: 1.25 to 2 times as fast as the default of 64 KiB. */
const SOCKET_BUFFER_BYTES = MIB;
/** A paused stream may still be sent a window; it has to fit into the read buffer, or the stream is reset. */
const STREAM_WINDOW_BYTES = 2 * MIB;
const STREAM_READ_BUFFER_BYTES = 4 * MIB;
const PENDING_CONNECTIONS = 64;
/**
 * Streams of one connection, in multiples of those that one protocol may have. One that is over it can be a ping, whose
 * failure cuts the connection: so a peer with all its gets under way must have room for its lookups and announcements.
 */
const STREAMS_PER_CONNECTION = 2;
/**
 * The DHT and libp2p's connection monitor ping too. By default one ping at once is allowed, and the monitor answers
 * one too many, or one of more than 2 s on a busy machine, by cutting the whole connection.
 */
const PINGS_AT_ONCE = 16;
const PING_TIMEOUT_MS = 10_000;
/** All lookups wait for the first look around, which begins this long after the start. */
const INITIAL_SELF_QUERY_MS = 50;

export interface Libp2pNodeInit {
  privateKey: PrivateKey;
  datastore: Datastore;
  /** Multiaddrs. */
  listen: readonly string[];
  /** Multiaddrs to tell others instead of the ones listened on. */
  announce: readonly string[];
  connectionGater: ConnectionGater;
  /** `public` hides private addresses from the DHT; on a LAN or one machine that would empty it. */
  addressScope: 'any' | 'public';
  connections: number;
  connectionsPerSecond: number;
  streamsPerPeer: number;
  /** Bounds what peers may ask of the DHT; without it they may ask anything. */
  kadLimits?: KadLimits;
}

export type DxLibp2p = Libp2p<{ identify: Identify; ping: Ping; dht: KadDHT }>;

/** TCP, noise, yamux and a DHT of our own; not started. */
export async function createLibp2pNode(init: Libp2pNodeInit): Promise<DxLibp2p> {
  const dht = kadDHT({
    protocol: KAD_PROTOCOL,
    clientMode: false,
    initialQuerySelfInterval: INITIAL_SELF_QUERY_MS,
    peerInfoMapper: init.addressScope === 'any' ? passthroughMapper : removePrivateAddressesMapper,
    maxInboundStreams: init.streamsPerPeer,
  });
  const socket = { noDelay: true, highWaterMark: SOCKET_BUFFER_BYTES };
  return createLibp2p({
    start: false,
    privateKey: init.privateKey,
    datastore: init.datastore,
    nodeInfo: { userAgent: 'dx-node' },
    addresses: { listen: [...init.listen], announce: [...init.announce] },
    transports: [tcp({ dialOpts: socket, listenOpts: socket })],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        maxInboundStreams: STREAMS_PER_CONNECTION * init.streamsPerPeer,
        maxOutboundStreams: STREAMS_PER_CONNECTION * init.streamsPerPeer,
        streamOptions: {
          maxStreamWindowSize: STREAM_WINDOW_BYTES,
          maxReadBufferLength: STREAM_READ_BUFFER_BYTES,
        },
      }),
    ],
    connectionGater: init.connectionGater,
    connectionManager: {
      maxConnections: init.connections,
      inboundConnectionThreshold: init.connectionsPerSecond,
      maxIncomingPendingConnections: PENDING_CONNECTIONS,
    },
    connectionMonitor: { pingTimeout: { minTimeout: PING_TIMEOUT_MS } },
    services: {
      identify: identify(),
      ping: ping({ maxInboundStreams: PINGS_AT_ONCE, maxOutboundStreams: PINGS_AT_ONCE }),
      dht: init.kadLimits === undefined ? dht : limitKad(dht, init.kadLimits),
    },
  });
}
