import { createServer } from 'node:http';
import { listen } from '@airo/program';
import { createApp } from './app.ts';
import type { HttpContext } from './http-context.ts';
import { rpcOverWebSocket } from './rpc/rpc-over-websocket.ts';
import { RpcServer } from './rpc/rpc-server.ts';

/** How long answers under way may take when the node closes. */
const CLOSE_GRACE_MS = 3_000;

/** HTTP routes and JSON-RPC over HTTP and WebSocket, on one port. Throws PORT_TAKEN. */
export async function startHttpServer(
  context: HttpContext,
  init: { host: string; port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const rpc = new RpcServer(context);
  // Uploads may take any time; what bounds them is that no pause may be longer than idleTimeoutMs.
  const server = createServer({ requestTimeout: 0 }, createApp(context, rpc));
  const webSocket = rpcOverWebSocket(server, context, rpc);
  const listening = await listen(server, { ...init, flag: '--rpc-port' });
  return {
    url: `http://${reachable(init.host)}:${listening.port}`,
    async close() {
      const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
      await webSocket.close();
      await listening.close();
      clearTimeout(force);
    },
  };
}

/** What a client on this machine can put into a URL for a host that is listened on. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
