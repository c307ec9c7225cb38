import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, type Logger, listen } from '@airo/program';
import { type WebSocket, WebSocketServer } from 'ws';
import { RPC_CODE, RpcError } from '../errors.ts';
import { answerText, type Methods } from './json-rpc.ts';
import { ConnectionSubscriptions, type Subscriptions } from './subscriptions.ts';

/** A runtime upgrade is the largest thing anyone sends. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** JSON-RPC 2.0 over WebSocket and over HTTP POST on one port. Rejects with PORT_TAKEN. */
export async function serveRpc(init: {
  host: string;
  port: number;
  methods: Methods;
  logger: Logger;
}): Promise<Listening> {
  const server = createServer((request, response) => {
    answerPost(request, response, init.methods).catch((error: unknown) => {
      init.logger.warn({ err: error }, 'a request over HTTP was broken off');
      response.destroy();
    });
  });
  const listening = await listen(server, { host: init.host, port: init.port, flag: '--port' });
  const sockets = new WebSocketServer({ server, maxPayload: MAX_MESSAGE_BYTES });
  sockets.on('connection', (socket) => serveSocket(socket, init.methods, init.logger));
  return {
    port: listening.port,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await listening.close();
    },
  };
}

function serveSocket(socket: WebSocket, methods: Methods, logger: Logger): void {
  const send = (text: string) => {
    if (socket.readyState === socket.OPEN) socket.send(text);
  };
  const subscriptions = new ConnectionSubscriptions(send);
  socket.on('close', () => subscriptions.close());
  socket.on('error', (error) => logger.debug({ err: error }, 'a connection failed'));
  socket.on('message', async (data) => {
    const answer = await answerText(data.toString(), methods, subscriptions);
    if (!answer) return;
    send(JSON.stringify(answer));
    for (const { result } of [answer].flat()) subscriptions.answered(result);
  });
}

const NO_SUBSCRIPTIONS: Subscriptions = {
  subscribe() {
    throw new RpcError(RPC_CODE.METHOD_NOT_FOUND, 'Subscriptions need a WebSocket connection');
  },
  unsubscribe() {},
};

async function answerPost(request: IncomingMessage, response: ServerResponse, methods: Methods) {
  if (request.method !== 'POST') {
    response.writeHead(405, { allow: 'POST' }).end();
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_MESSAGE_BYTES) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    chunks.push(chunk);
  }
  const answer = await answerText(Buffer.concat(chunks).toString('utf8'), methods, NO_SUBSCRIPTIONS);
  response.writeHead(answer ? 200 : 204, { 'content-type': 'application/json' });
  response.end(answer ? JSON.stringify(answer) : undefined);
}
