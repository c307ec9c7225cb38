import { CHUNK_BYTES, DIGEST_BYTES } from '../constants.ts';
import type { DxKey } from '../domain/key.ts';
import { chunkCount, isWellFormed, type Manifest } from '../domain/manifest.ts';
import type { GetRequest } from '../domain/wire/get-codec.ts';
import { DxError, isDxError } from '../errors.ts';
import type { GetAnswer, PeerRef } from '../ports/blob-peers.ts';
import type { FetchContext } from './fetch-context.ts';
import { collect, readChunks } from './read-chunks.ts';

const BUSY_TRIES = 6;
const BUSY_FIRST_WAIT_MS = 20;

/** Size of a blob and its first chunk, in one request; neither is checked against anything yet. */
export async function firstChunk(
  context: FetchContext,
  key: DxKey,
  peer: PeerRef,
  signal: AbortSignal,
): Promise<{ size: number; chunk: Uint8Array }> {
  const request: GetRequest = { kind: 'bytes', key, offset: 0, length: CHUNK_BYTES };
  const answer = await ask(context, peer, request, signal);
  const { header, body } = answer;
  if (header.size === 0 || header.bodyLength !== Math.min(header.size, CHUNK_BYTES)) {
    answer.cancel();
    throw protocolError(peer, `answered ${header.bodyLength} bytes of a blob of ${header.size}`);
  }
  const { maxBlobBytes } = context.limits;
  if (header.size > maxBlobBytes) {
    answer.cancel();
    const message = `${key} has ${header.size} bytes; this node takes ${maxBlobBytes} (maxBlobBytes)`;
    throw new DxError('DX_TOO_LARGE', message, { key, sizeBytes: header.size, limitBytes: maxBlobBytes });
  }
  return { size: header.size, chunk: await collect(chunksOf(context, body)) };
}

/** The manifest that a peer gives for a blob: a claim until the flat hash agrees. */
export async function manifestOf(
  context: FetchContext,
  key: DxKey,
  peer: PeerRef,
  signal: AbortSignal,
): Promise<Manifest> {
  const request: GetRequest = { kind: 'manifest', key, offset: 0, length: 0 };
  const answer = await ask(context, peer, request, signal);
  const { header, body } = answer;
  const tooLarge = header.size > context.limits.maxBlobBytes;
  if (tooLarge || header.size === 0 || header.bodyLength !== chunkCount(header.size) * DIGEST_BYTES) {
    answer.cancel();
    throw protocolError(peer, `sent a manifest of ${header.bodyLength} bytes for a blob of ${header.size}`);
  }
  const manifest = {
    size: header.size,
    hashes: await collect(chunksOf(context, body)),
  };
  if (!isWellFormed(manifest)) throw protocolError(peer, `sent a manifest of the wrong length`);
  return manifest;
}

/** Asks, and asks again when the peer is busy. */
export async function ask(
  context: FetchContext,
  peer: PeerRef,
  request: GetRequest,
  signal: AbortSignal,
): Promise<GetAnswer> {
  const { key } = request;
  for (let attempt = 0; attempt < BUSY_TRIES; attempt += 1) {
    const answer = await unlessBusy(context.peers.get(peer, request, signal));
    if (answer?.header.status === 'ok') return answer;
    answer?.cancel();
    if (answer?.header.status === 'not-found') {
      throw new DxError('DX_NOT_FOUND', `${peer.id} doesn't have ${key} any more`, { key, peer: peer.id });
    }
    if (answer?.header.status === 'bad-request')
      throw protocolError(peer, `refused a request for ${key} that is well formed`);
    await context.clock.wait(BUSY_FIRST_WAIT_MS * 2 ** attempt, signal);
  }
  throw new DxError('DX_BUSY', `${peer.id} is too busy to send ${key}`, { key, peer: peer.id });
}

/** Undefined when so much is being asked of the peer that it wasn't asked at all. */
async function unlessBusy<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isDxError(error, 'DX_BUSY')) return undefined;
    throw error;
  }
}

/** The body as chunks. Throws DX_TIMEOUT when it comes too slowly. */
export function chunksOf(context: FetchContext, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { minRateBytesPerSecond, rateGraceMs } = context.limits;
  return readChunks(body, {
    chunkBytes: CHUNK_BYTES,
    clock: context.clock,
    minRateBytesPerSecond,
    graceMs: rateGraceMs,
  });
}

/** DX_PROTOCOL, blamed on `peer`. */
export function protocolError(peer: PeerRef, what: string): DxError {
  return new DxError('DX_PROTOCOL', `${peer.id} ${what}`, { peer: peer.id });
}
