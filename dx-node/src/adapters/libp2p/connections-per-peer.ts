import { DxError } from '../../errors.ts';
import type { DxLibp2p } from './libp2p-node.ts';

/** Two that dial each other at once have two; limits of streams are by connection. */
const MOST = 4;

/** Closes what a peer opens beyond a few connections; libp2p limits them all together only. */
export function limitConnectionsPerPeer(node: DxLibp2p): void {
  node.addEventListener('connection:open', ({ detail: connection }) => {
    const { remotePeer: peer } = connection;
    if (node.getConnections(peer).length <= MOST) return;
    connection.abort(
      new DxError('DX_BUSY', `a peer may have ${MOST} connections`, { peer: peer.toString() }),
    );
  });
}
