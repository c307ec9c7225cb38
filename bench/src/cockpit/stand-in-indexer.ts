import { createServer, type ServerResponse } from 'node:http';
import { listen } from '@airo/program';
import { z } from 'zod';
import { BenchError } from '../errors.ts';

const pageSchema = z.object({ items: z.array(z.looseObject({ index: z.number() })).min(1) });

export interface StandIn {
  readonly url: string;
  /** Tells the page of a block in which something happened. */
  block(number: number): void;
  close(): Promise<void>;
}

/**
 * In front of a devnet's indexer: what it answers is passed on, but an agreement has as many requests as are wanted, made
 * after its real first one, and blocks come when they are told to.
 */
export async function startStandIn(indexer: string, requests: number): Promise<StandIn> {
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', indexer);
    response.setHeader('access-control-allow-origin', '*');
    if (url.pathname === '/v1/activity/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.flushHeaders();
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    const answer = /^\/v1\/agreements\/\d+\/requests$/.test(url.pathname)
      ? manyRequests(url, requests)
      : fetch(url).then(async (real) => ({ status: real.status, body: await real.text() }));
    answer.then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
      () => response.writeHead(502).end(),
    );
  });
  const { port, close } = await listen(server, { host: '127.0.0.1', port: 0, flag: '--port' });
  return {
    url: `http://127.0.0.1:${port}`,
    block(number) {
      for (const stream of streams) {
        stream.write(`event: head\ndata: ${JSON.stringify({ number })}\n\nevent: activity\ndata: {}\n\n`);
      }
    },
    async close() {
      for (const stream of streams) stream.end();
      await close();
    },
  };
}

async function manyRequests(url: URL, count: number): Promise<{ status: number; body: string }> {
  const limit = Number(url.searchParams.get('limit') ?? 50);
  const first = Number(url.searchParams.get('cursor') ?? 0);
  const real = await fetch(new URL(url.pathname, url));
  const [model] = pageSchema.parse(await real.json()).items;
  if (!model) throw new BenchError('RUN_FAILED', 'the agreement has no request to make others after', {});
  const last = Math.min(first + limit, count);
  const items = Array.from({ length: last - first }, (_, i) => ({ ...model, index: first + i }));
  return { status: 200, body: JSON.stringify({ items, next: last < count ? String(last) : null }) };
}
