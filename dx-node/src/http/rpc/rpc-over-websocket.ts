import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { RPC_MAX_BODY_BYTES } from '../../constants.ts';
import { isAllowedHost } from '../hosts.ts';
import type { HttpContext } from '../http-context.ts';
import { isAllowedOrigin } from '../origins.ts';
import { ChainOverWebSocket } from './chain/chain-over-websocket.ts';
import type { RpcServer } from './rpc-server.ts';

const HEARTBEAT_MS = 30_000;
/** Answers that a client hasn't taken; one that lets more pile up is cut off. */
const MAX_UNSENT_BYTES = 4 * RPC_MAX_BODY_BYTES;
const GOING_AWAY = 1001;
/** Service restart. */
const TRY_AGAIN = 1012;
const CLOSE_GRACE_MS = 1_000;

/** JSON-RPC over WebSocket at `/` of the same port. A message over the limit closes the socket (1009). */
export function rpcOverWebSocket(
  server: Server,
  context: HttpContext,
  rpc: RpcServer,
): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: RPC_MAX_BODY_BYTES });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = request.url?.split('?')[0];
    if (path !== '/') refuse(socket, '404 Not Found');
    else if (!isAllowedHost(request.headers.host, context)) refuse(socket, '421 Misdirected Request');
    else if (!isAllowedOrigin(request.headers.origin, context.corsOrigins)) refuse(socket, '403 Forbidden');
    else sockets.handleUpgrade(request, socket, head, (client) => attend(client, request, context, rpc));
  };
  server.on('upgrade', onUpgrade);
  return {
    async close() {
      server.off('upgrade', onUpgrade);
      const closed = [...sockets.clients].map((client) => closeClient(client));
      sockets.close();
      await Promise.all(closed);
    },
  };
}

/** Asks the client to close; one that doesn't answer in time is cut off. */
async function closeClient(client: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const force = setTimeout(() => client.terminate(), CLOSE_GRACE_MS);
  client.once('close', () => resolve());
  client.close(GOING_AWAY, 'node is closing');
  await promise;
  clearTimeout(force);
}

function attend(client: WebSocket, request: IncomingMessage, context: HttpContext, rpc: RpcServer): void {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, context.closing]);
  const { authorization } = request.headers;
  let alive = true;
  const heartbeat = setInterval(() => {
    if (!alive) client.terminate();
    alive = false;
    client.ping();
  }, HEARTBEAT_MS);
  client.on('pong', () => {
    alive = true;
  });
  const say = (text: string): void => {
    if (client.readyState !== client.OPEN) return;
    client.send(text);
    if (client.bufferedAmount > MAX_UNSENT_BYTES) client.terminate();
  };
  const chain =
    context.chainUrl === undefined
      ? undefined
      : new ChainOverWebSocket({
          url: context.chainUrl,
          notify: say,
          // The client's subscriptions are lost: it has to know, to make them again.
          onLost: () => client.close(TRY_AGAIN, "the chain's node went away"),
        });
  client.on('close', () => {
    clearInterval(heartbeat);
    chain?.close();
    gone.abort();
  });
  client.on('error', (error) => context.logger.debug({ error }, 'WebSocket broke'));
  client.on('message', async (data: RawData) => {
    alive = true;
    const answer = await rpc.answer(textOf(data), { authorization, signal, chain });
    if (answer !== null) say(JSON.stringify(answer));
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
