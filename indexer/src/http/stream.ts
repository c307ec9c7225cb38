import { AiroError } from '@airo/program';
import type { RequestHandler, Response } from 'express';
import type { IndexHead } from '../ports/index-store.ts';
import { activityFilterSchema } from '../schemas/index.ts';
import type { RestContext } from './context.ts';

export const STREAM_PATH = '/v1/activity/stream';
const AT_ONCE = 500;
const HEARTBEAT_MS = 15_000;
/** Of a reader that takes nothing: it is cut off, and comes again with the last number that it has seen. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const LAST_POSITION = 2_147_483_647;

export class StreamsFull extends AiroError<'STREAMS_FULL', null> {}

/** Live events: each new head, what happened up to it, and manifests that were read. `Last-Event-ID` goes on where a lost connection ended. */
export function activityStream(context: RestContext, maxStreams: number) {
  const open = new Set<Response>();
  const handler: RequestHandler = async (request, response) => {
    const filter = activityFilterSchema.parse(request.query);
    if (open.size >= maxStreams) {
      throw new StreamsFull('STREAMS_FULL', 'too many live streams are open: try again later', null);
    }
    const from = placeOf(request.headers['last-event-id']);
    let last = from ?? { block: context.state.head?.number ?? 0, position: LAST_POSITION };
    open.add(response);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let telling = Promise.resolve();
    const tell = async (head: IndexHead) => {
      for (let full = true; full; ) {
        const items = await context.reader.activitySince(last, filter, AT_ONCE);
        for (const item of items) {
          last = item;
          send(response, 'activity', item, `${item.block}-${item.position}`);
        }
        full = items.length === AT_ONCE;
      }
      send(response, 'head', { number: head.number, hash: head.hash, at: head.at });
    };
    const onManifest = (hash: string) => {
      telling = telling.then(() => send(response, 'manifest', { hash }));
    };
    const onHead = (head: IndexHead) => {
      // One after the other, so that nothing is told twice.
      telling = telling.then(() => tell(head)).catch(() => void response.destroy());
    };
    const stop = context.state.listen({ head: onHead, manifest: onManifest });
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
    response.once('close', () => {
      stop();
      clearInterval(heartbeat);
      open.delete(response);
    });
    if (context.state.head) onHead(context.state.head);
  };
  return {
    handler,
    streams: () => open.size,
    close: () => {
      for (const response of open) response.end();
    },
  };
}

function send(response: Response, event: string, data: unknown, id?: string): void {
  if (response.writableLength > MAX_BUFFERED_BYTES) {
    response.destroy();
    return;
  }
  response.write(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
  );
}

function placeOf(header: string | string[] | undefined): { block: number; position: number } | null {
  const [, block, position] = /^(\d{1,9})-(\d{1,9})$/.exec(String(header ?? '')) ?? [];
  return block === undefined ? null : { block: Number(block), position: Number(position) };
}
