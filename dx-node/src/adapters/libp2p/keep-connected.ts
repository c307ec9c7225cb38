import type { Clock, Logger } from '@airo/program';
import { multiaddr } from '@multiformats/multiaddr';
import type { DxLibp2p } from './libp2p-node.ts';

export interface KeepConnectedInit {
  node: DxLibp2p;
  /** Multiaddrs, with or without `/p2p/<id>`. */
  bootstrap: readonly string[];
  clock: Clock;
  logger: Logger;
  everyMs: number;
}

/** Peers from the store that are dialled when none of the bootstrap nodes answers. */
const REMEMBERED_PEERS_DIALLED = 8;

/**
 * Dials the bootstrap nodes, or peers known from before, whenever no peer is left. @libp2p/bootstrap dials once: a
 * node that starts before its bootstrap node, or outlives it, would stay alone.
 */
export async function keepConnected(init: KeepConnectedInit, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (init.node.getConnections().length === 0) await dialSomebody(init, signal);
    await init.clock.wait(init.everyMs, signal).catch(() => undefined);
  }
}

async function dialSomebody(
  { node, bootstrap, logger }: KeepConnectedInit,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    bootstrap.map(async (address) => {
      try {
        await node.dial(multiaddr(address), { signal });
        logger.info({ address }, 'connected to bootstrap node');
      } catch (error) {
        if (!signal.aborted)
          logger.warn({ address, reason: String(error) }, 'bootstrap node not reached, will be tried again');
      }
    }),
  );
  if (node.getConnections().length > 0 || signal.aborted) return;
  const known = (await node.peerStore.all())
    .filter((peer) => peer.addresses.length > 0)
    .slice(0, REMEMBERED_PEERS_DIALLED);
  await Promise.all(
    known.map(({ id }) =>
      node.dial(id, { signal }).catch((error: unknown) => {
        logger.debug({ peer: id.toString(), reason: String(error) }, 'known peer not reached');
      }),
    ),
  );
}
