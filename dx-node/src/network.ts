import { join } from 'node:path';
import type { Clock, Closer, Logger } from '@airo/program';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { LevelDatastore } from 'datastore-level';
import { BanList } from './adapters/libp2p/ban-list.ts';
import { limitConnectionsPerPeer } from './adapters/libp2p/connections-per-peer.ts';
import { KadRouter } from './adapters/libp2p/kad-router.ts';
import { keepConnected } from './adapters/libp2p/keep-connected.ts';
import { createLibp2pNode, type DxLibp2p } from './adapters/libp2p/libp2p-node.ts';
import { Libp2pPeers } from './adapters/libp2p/libp2p-peers.ts';
import { loadOrCreatePeerKey } from './adapters/libp2p/peer-key.ts';
import { capProviderRecords } from './adapters/libp2p/provider-record-cap.ts';
import { serve } from './adapters/libp2p/serve.ts';
import { PeerLimits } from './domain/peer-limits.ts';
import { DxError } from './errors.ts';
import type { BlobPeers } from './ports/blob-peers.ts';
import type { BlobStore } from './ports/blob-store.ts';
import type { ContentRouter } from './ports/content-router.ts';
import type { Peers } from './schemas/blob-stat.ts';
import type { DxNodeSettings } from './settings.ts';

const RECONNECT_MS = 1_000;
const PRUNE_MS = 60_000;
/** A burst of requests is this many times the steady rate. */
const BURST = 2;

export interface Network {
  readonly peers: BlobPeers;
  readonly router: ContentRouter;
  /** This node and its connections. */
  view(): Peers;
}

/** Starts everything that speaks libp2p; `closer` stops it. Throws DX_STORE, DX_LISTEN. */
export async function startNetwork(deps: {
  settings: DxNodeSettings;
  store: BlobStore;
  clock: Clock;
  logger: Logger;
  closer: Closer;
  onSent: (bytes: number) => void;
}): Promise<Network> {
  const { settings, store, clock, logger, closer, onSent } = deps;
  const privateKey = await loadOrCreatePeerKey(join(settings.dataDir, 'peer.key'));
  const datastore = new LevelDatastore(join(settings.dataDir, 'network'));
  await datastore.open();
  closer.add('peer store', () => datastore.close());

  const bans = new BanList({ clock, banMs: settings.banSeconds * 1_000 });
  const { idleTimeoutMs, getsPerPeer, streamsPerPeer, requestsPerSecond } = settings;
  const bucket = { capacity: requestsPerSecond * BURST, refillPerSecond: requestsPerSecond };
  const newLimits = (): PeerLimits => new PeerLimits({ maxRunning: getsPerPeer, bucket });
  const limits = { get: newLimits(), have: newLimits(), kad: newLimits() };
  const node = await createLibp2pNode({
    ...settings,
    kadLimits: { clock, logger, requests: limits.kad },
    privateKey,
    datastore: await capProviderRecords(datastore, {
      perPeer: settings.providerRecordsPerPeer,
      inAll: settings.providerRecords,
      self: peerIdFromPrivateKey(privateKey).toString(),
    }),
    connectionGater: bans.gater(),
  });
  await serve(node, { store, clock, logger, limits, idleTimeoutMs, onSent }, streamsPerPeer);
  limitConnectionsPerPeer(node);
  await startListening(node, settings);
  closer.add('libp2p', () => node.stop());

  const stop = new AbortController();
  const prune = setInterval(() => {
    for (const each of Object.values(limits)) each.prune(clock.now());
  }, PRUNE_MS);
  const connecting = keepConnected(
    { node, bootstrap: settings.bootstrap, clock, logger, everyMs: RECONNECT_MS },
    stop.signal,
  );
  closer.add('connecting', async () => {
    clearInterval(prune);
    stop.abort();
    await connecting;
  });
  return {
    peers: new Libp2pPeers({ node, bans, logger, getsPerPeer, idleTimeoutMs }),
    router: new KadRouter(node, datastore),
    view: () => viewOf(node),
  };
}

async function startListening(node: DxLibp2p, { listen }: DxNodeSettings): Promise<void> {
  try {
    await node.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `can't listen for peers on ${listen.join(', ')} (${reason}): choose another address with --listen`;
    throw new DxError('DX_LISTEN', message, {}, { cause: error });
  }
}

function viewOf(node: DxLibp2p): Peers {
  const peers = node.getPeers().map((id) => {
    const connections = node.getConnections(id);
    return {
      peerId: id.toString(),
      multiaddrs: connections.map(({ remoteAddr }) => remoteAddr.toString()),
      direction: connections[0]?.direction ?? ('outbound' as const),
    };
  });
  return {
    peerId: node.peerId.toString(),
    multiaddrs: node.getMultiaddrs().map((address) => address.toString()),
    peers,
  };
}
