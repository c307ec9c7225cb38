import type { IncomingMessage } from 'node:http';

const DISCARD_MS = 3_000;

/**
 * Reads on what is left of a body that is refused, for a moment: hanging up at once would reset the connection, and
 * the client would never see the answer that says why.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const hangUp = setTimeout(() => request.socket.destroy(), DISCARD_MS);
  request.once('close', () => clearTimeout(hangUp));
  request.once('end', () => clearTimeout(hangUp));
}
