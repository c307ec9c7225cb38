import { CHUNK_BYTES, DIGEST_BYTES } from '../constants.ts';
import type { DxKey } from '../domain/key.ts';
import { chunkCount, isWellFormed, type Manifest, singleChunkManifest } from '../domain/manifest.ts';
import type { GetRequest } from '../domain/wire/get-codec.ts';
import { DxError } from '../errors.ts';
import type { GetAnswer, PeerRef } from '../ports/blob-peers.ts';
import type { FetchContext } from './fetch-context.ts';
import type { PartialBlob } from './partial-blob.ts';
import { collect, readChunks } from './read-chunks.ts';

const BUSY_TRIES = 6;
const BUSY_FIRST_WAIT_MS = 20;

/**
 * Completes `partial` from one peer. A blob of one chunk costs one request: the key is its manifest. Throws
 * DX_HASH_MISMATCH or DX_PROTOCOL when the peer is to blame, DX_NOT_FOUND, DX_BUSY, DX_TIMEOUT or DX_UNAVAILABLE when
 * another should be tried, and what the store throws.
 */
export async function download(
  context: FetchContext,
  init: { key: DxKey; peer: PeerRef; partial: PartialBlob; signal: AbortSignal },
): Promise<void> {
  const { key, peer, partial, signal } = init;
  if (partial.nextChunk === 0) {
    const { size, chunk } = await firstChunk(context, key, peer, signal);
    const manifest =
      size <= CHUNK_BYTES ? singleChunkManifest(key, size) : await manifestOf(context, key, peer, signal);
    if (manifest.size !== size)
      throw protocolError(peer, `named two sizes for ${key}: ${size} and ${manifest.size}`);
    await partial.under(manifest, peer);
    await partial.add(chunk);
  } else {
    await partial.under(await manifestOf(context, key, peer, signal), peer);
  }
  if (partial.isComplete) return;
  const request: GetRequest = { kind: 'bytes', key, offset: partial.offset, length: Number.MAX_SAFE_INTEGER };
  const { body } = await ask(context, peer, request, signal);
  for await (const chunk of chunksOf(context, body)) {
    if (partial.isComplete) throw protocolError(peer, `sent more of ${key} than there is`);
    await partial.add(chunk);
  }
  if (!partial.isComplete) throw protocolError(peer, `sent less of ${key} than there is`);
}

async function firstChunk(
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

async function manifestOf(
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
async function ask(
  context: FetchContext,
  peer: PeerRef,
  request: GetRequest,
  signal: AbortSignal,
): Promise<GetAnswer> {
  const { key } = request;
  for (let attempt = 0; attempt < BUSY_TRIES; attempt += 1) {
    const answer = await context.peers.get(peer, request, signal);
    const { status } = answer.header;
    if (status === 'ok') return answer;
    answer.cancel();
    if (status === 'not-found') {
      throw new DxError('DX_NOT_FOUND', `${peer.id} doesn't have ${key} any more`, { key, peer: peer.id });
    }
    if (status === 'bad-request')
      throw protocolError(peer, `refused a request for ${key} that is well formed`);
    await context.clock.wait(BUSY_FIRST_WAIT_MS * 2 ** attempt, signal);
  }
  throw new DxError('DX_BUSY', `${peer.id} is too busy to send ${key}`, { key, peer: peer.id });
}

function chunksOf(context: FetchContext, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { minRateBytesPerSecond, rateGraceMs } = context.limits;
  return readChunks(body, {
    chunkBytes: CHUNK_BYTES,
    clock: context.clock,
    minRateBytesPerSecond,
    graceMs: rateGraceMs,
  });
}

function protocolError(peer: PeerRef, what: string): DxError {
  return new DxError('DX_PROTOCOL', `${peer.id} ${what}`, { peer: peer.id });
}
