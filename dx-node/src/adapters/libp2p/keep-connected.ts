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
/** A bootstrap node that was never reached is dialled in every so manieth round while there are other peers. */
const ROUNDS_UNTIL_UNREACHED = 10;

/**
 * Dials the bootstrap nodes, or peers known from before, whenever no peer is left, and those bootstrap nodes that were
 * never reached now and then. @libp2p/bootstrap dials once: a node that starts before its bootstrap node, or outlives it,
 * would stay alone.
 */
export async function keepConnected(init: KeepConnectedInit, signal: AbortSignal): Promise<void> {
  const unreached = new Set(init.bootstrap);
  for (let round = 0; !signal.aborted; round += 1) {
    if (init.node.getConnections().length === 0) await dialSomebody(init, unreached, signal);
    else if (round % ROUNDS_UNTIL_UNREACHED === 0)
      await dialAll(init, [...unreached], { unreached, level: 'debug' }, signal);
    await init.clock.wait(init.everyMs, signal).catch(() => undefined);
  }
}

async function dialAll(
  { node, logger }: KeepConnectedInit,
  addresses: readonly string[],
  { unreached, level }: { unreached: Set<string>; level: 'warn' | 'debug' },
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    addresses.map(async (address) => {
      try {
        await node.dial(multiaddr(address), { signal });
        unreached.delete(address);
        logger.info({ address }, 'connected to bootstrap node');
      } catch (error) {
        if (!signal.aborted)
          logger[level](
            { address, reason: String(error) },
            'bootstrap node not reached, will be tried again',
          );
      }
    }),
  );
}

async function dialSomebody(
  init: KeepConnectedInit,
  unreached: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const { node, logger } = init;
  await dialAll(init, init.bootstrap, { unreached, level: 'warn' }, signal);
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
