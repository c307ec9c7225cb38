import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: readonly unknown[];
}

/** What an old block would be answered with. */
interface OldHead {
  readonly hash: string;
  readonly header: unknown;
  /** As storage has it: the time in the block. */
  readonly time: string;
}

/** A wire to a node that, from `stick` on, answers as if the block at that number were its head. */
export async function stuckNode(targetUrl: string) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  let old: OldHead | undefined;
  server.on('connection', (client) => {
    const upstream = new WebSocket(targetUrl);
    const waiting: string[] = [];
    upstream.on('open', () => {
      for (const text of waiting) upstream.send(text);
    });
    upstream.on('message', (data) => {
      const text = data.toString();
      // New heads are what a node that is stuck doesn't have.
      if (!old || (JSON.parse(text) as Message).method === undefined) client.send(text);
    });
    client.on('message', (data) => {
      const text = data.toString();
      const asked = JSON.parse(text) as Message;
      const answer = old && answerOf(old, asked);
      if (answer !== undefined) client.send(JSON.stringify({ jsonrpc: '2.0', id: asked.id, result: answer }));
      else if (upstream.readyState === WebSocket.OPEN) upstream.send(text);
      else waiting.push(text);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('close', () => other.terminate());
      one.on('error', () => {});
    }
  });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));

  const ask = async (method: string, params: readonly unknown[]) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(targetUrl.replace('ws:', 'http:'), { method: 'POST', body });
    return ((await response.json()) as { result: unknown }).result;
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stick(number: number) {
      const hash = String(await ask('chain_getBlockHash', [number]));
      const [header, time] = await Promise.all([
        ask('chain_getHeader', [hash]),
        ask('state_getStorage', [TIMESTAMP_KEY, hash]),
      ]);
      old = { hash, header, time: String(time) };
    },
    /** It has caught up. */
    unstick() {
      old = undefined;
    },
    close: () => {
      for (const client of server.clients) client.terminate();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const TIMESTAMP_KEY = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';

function answerOf(old: OldHead, { method, params = [] }: Message): unknown {
  if (method === 'chain_getFinalizedHead') return old.hash;
  if (method === 'chain_getBlockHash' && params.length === 0) return old.hash;
  if (method === 'chain_getHeader' && params.length === 0) return old.header;
  if (method === 'state_getStorage' && params.length === 1 && params[0] === TIMESTAMP_KEY) return old.time;
  if (method === 'chain_getBlockHash' && Number(params[0]) > numberOf(old)) return null;
  return undefined;
}

function numberOf({ header }: OldHead): number {
  return Number((header as { number: string }).number);
}
