import type { Stream } from '@libp2p/interface';
import {
  decodeGetRequest,
  encodeGetHeader,
  GET_REQUEST_BYTES,
  type GetRequest,
  type GetStatus,
} from '../../domain/wire/get-codec.ts';
import { isDxError } from '../../errors.ts';
import type { BlobReader } from '../../ports/blob-store.ts';
import { readRange } from '../../ports/read-range.ts';
import type { ServeContext } from './serve-context.ts';
import { StreamReader } from './stream-reader.ts';
import { sendAll } from './stream-writer.ts';

/** Answers one request of `/dx/get/1.0.0`. A damaged blob breaks the stream off: it never ends cleanly. */
export async function answerGet(context: ServeContext, stream: Stream): Promise<void> {
  const reader = new StreamReader(stream, { idleTimeoutMs: context.idleTimeoutMs });
  try {
    const request = decodeGetRequest(await reader.read(GET_REQUEST_BYTES));
    // What comes after the request is thrown away, not kept until somebody reads it.
    await stream.closeRead();
    const blob = await openOrDropped(context, request);
    if (blob === undefined) return await refuse(context, stream, 'not-found');
    try {
      await sendBlob(context, stream, request, blob);
    } finally {
      await blob.close();
    }
  } finally {
    reader.release();
  }
}

/** Tells a peer no. */
export async function refuse(context: ServeContext, stream: Stream, status: GetStatus): Promise<void> {
  await sendAll(stream, encodeGetHeader({ status, size: 0, bodyLength: 0 }), context.idleTimeoutMs);
}

async function openOrDropped(context: ServeContext, { key }: GetRequest): Promise<BlobReader | undefined> {
  try {
    return await context.store.open(key);
  } catch (error) {
    if (isDxError(error, 'DX_CORRUPT')) return undefined;
    throw error;
  }
}

async function sendBlob(
  context: ServeContext,
  stream: Stream,
  { kind, offset, length }: GetRequest,
  blob: BlobReader,
): Promise<void> {
  const { idleTimeoutMs } = context;
  const { size, hashes } = blob.manifest;
  if (kind === 'manifest') {
    await sendAll(
      stream,
      encodeGetHeader({ status: 'ok', size, bodyLength: hashes.byteLength }),
      idleTimeoutMs,
    );
    await sendAll(stream, hashes, idleTimeoutMs);
    return;
  }
  if (offset > size) return refuse(context, stream, 'bad-request');
  const range = { start: offset, end: offset + Math.min(length, size - offset) };
  await sendAll(
    stream,
    encodeGetHeader({ status: 'ok', size, bodyLength: range.end - range.start }),
    idleTimeoutMs,
  );
  for await (const bytes of readRange(blob, range)) {
    await sendAll(stream, bytes, idleTimeoutMs);
    context.onSent(bytes.byteLength);
  }
}
