import { CHUNK_BYTES } from '../constants.ts';
import type { DxKey } from '../domain/key.ts';
import { type Manifest, singleChunkManifest } from '../domain/manifest.ts';
import type { GetRequest } from '../domain/wire/get-codec.ts';
import type { PeerRef } from '../ports/blob-peers.ts';
import { ask, chunksOf, firstChunk, manifestOf, protocolError } from './ask-source.ts';
import type { FetchContext } from './fetch-context.ts';
import type { PartialBlob } from './partial-blob.ts';

interface Download {
  readonly key: DxKey;
  readonly peer: PeerRef;
  readonly partial: PartialBlob;
  readonly signal: AbortSignal;
}

/** What a source begins with; none of it is checked against the key yet. */
export interface Opening {
  readonly manifest: Manifest;
  /** The first chunk, unless a part is here already. */
  readonly chunk: Uint8Array | undefined;
}

/**
 * The manifest that the peer gives, and the first chunk when nothing is here yet. A blob of one chunk costs one request:
 * the key is its manifest. Throws DX_HASH_MISMATCH or DX_PROTOCOL when the peer is to blame, DX_NOT_FOUND, DX_BUSY,
 * DX_TIMEOUT or DX_UNAVAILABLE when another should be tried, and what the store throws.
 */
export async function open(
  context: FetchContext,
  { key, peer, partial, signal }: Download,
): Promise<Opening> {
  if (partial.nextChunk > 0) {
    return { manifest: await manifestOf(context, key, peer, signal), chunk: undefined };
  }
  const { size, chunk } = await firstChunk(context, key, peer, signal);
  const manifest =
    size <= CHUNK_BYTES ? singleChunkManifest(key, size) : await manifestOf(context, key, peer, signal);
  if (manifest.size !== size)
    throw protocolError(peer, `named two sizes for ${key}: ${size} and ${manifest.size}`);
  return { manifest, chunk };
}

/** Goes on with what a peer has begun with. Throws DX_HASH_MISMATCH when it is to blame, and what the store throws. */
export async function take(partial: PartialBlob, { manifest, chunk }: Opening, peer: PeerRef): Promise<void> {
  await partial.under(manifest, peer);
  if (chunk !== undefined && partial.nextChunk === 0) await partial.add(chunk);
}

/** Completes `partial` from one peer. Throws as {@link open} does. */
export async function downloadRest(
  context: FetchContext,
  { key, peer, partial, signal }: Download,
): Promise<void> {
  if (partial.isComplete) return;
  const request: GetRequest = { kind: 'bytes', key, offset: partial.offset, length: Number.MAX_SAFE_INTEGER };
  const { body } = await ask(context, peer, request, signal);
  for await (const chunk of chunksOf(context, body)) {
    if (partial.isComplete) throw protocolError(peer, `sent more of ${key} than there is`);
    await partial.add(chunk);
  }
  if (!partial.isComplete) throw protocolError(peer, `sent less of ${key} than there is`);
}
