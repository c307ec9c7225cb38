import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { type ByteRange, parseRange } from '../domain/byte-range.ts';
import { type DxKey, parseKey } from '../domain/key.ts';
import { isDxError } from '../errors.ts';
import type { HttpContext } from './http-context.ts';
import { requestSignal } from './request-signal.ts';

/** `GET /v1/blobs/{key}`: the bytes, or a range of them, each checked. What turns out bad is cut off. */
export function getBlob(context: HttpContext): RequestHandler {
  return async (request, response) => {
    const key = parseKey(request.params.key);
    if (isFresh(request, key)) {
      response.set('etag', etagOf(key)).status(304).end();
      return;
    }
    const signal = requestSignal(response, context.closing);
    const { size } = await context.dx.bring(key, signal);
    const range = rangeOf(request, response, key, size);
    const pieces = context.dx.read({ key, range: range ?? { start: 0, end: size }, signal });
    // Before the head goes out a damaged blob can still become an answer that says so.
    const first = await pieces.next();
    sendHead(response, { key, size, range });
    response.setTimeout(context.idleTimeoutMs, () => response.destroy());
    await pipeline(startingWith(first, pieces), response);
  };
}

/** `HEAD /v1/blobs/{key}`: the size, without fetching the blob. */
export function headBlob(context: HttpContext): RequestHandler {
  return async (request, response) => {
    const key = parseKey(request.params.key);
    const { size } = await context.dx.stat(key, requestSignal(response, context.closing));
    sendHead(response, { key, size, range: undefined });
    response.end();
  };
}

function rangeOf(request: Request, response: Response, key: DxKey, size: number): ByteRange | undefined {
  const ifRange = request.headers['if-range'];
  if (ifRange !== undefined && ifRange !== etagOf(key)) return undefined;
  try {
    return parseRange(request.headers.range, { key, size });
  } catch (error) {
    if (isDxError(error, 'DX_BAD_RANGE')) response.set('content-range', `bytes */${size}`);
    throw error;
  }
}

function sendHead(
  response: Response,
  init: { key: DxKey; size: number; range: ByteRange | undefined },
): void {
  const { key, size, range } = init;
  response.status(range === undefined ? 200 : 206).set({
    'content-type': 'application/octet-stream',
    // A blob may be anything, HTML included: no browser should guess.
    'x-content-type-options': 'nosniff',
    'content-length': String(range === undefined ? size : range.end - range.start),
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: etagOf(key),
  });
  if (range !== undefined) response.set('content-range', `bytes ${range.start}-${range.end - 1}/${size}`);
}

/** A key names its bytes for ever. */
function etagOf(key: DxKey): string {
  return `"${key}"`;
}

function isFresh(request: Request, key: DxKey): boolean {
  const tags = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags?.includes(etagOf(key)) === true;
}

async function* startingWith(
  first: IteratorResult<Uint8Array>,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
