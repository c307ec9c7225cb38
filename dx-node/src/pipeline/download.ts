import { CHUNK_BYTES } from '../constants.ts';
import type { DxKey } from '../domain/key.ts';
import { singleChunkManifest } from '../domain/manifest.ts';
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

/**
 * Puts `partial` under the manifest that the peer gives. A blob of one chunk costs one request and is complete then: the
 * key is its manifest. Throws DX_HASH_MISMATCH or DX_PROTOCOL when the peer is to blame, DX_NOT_FOUND, DX_BUSY,
 * DX_TIMEOUT or DX_UNAVAILABLE when another should be tried, and what the store throws.
 */
export async function beginDownload(
  context: FetchContext,
  { key, peer, partial, signal }: Download,
): Promise<void> {
  if (partial.nextChunk > 0) {
    await partial.under(await manifestOf(context, key, peer, signal), peer);
    return;
  }
  const { size, chunk } = await firstChunk(context, key, peer, signal);
  const manifest =
    size <= CHUNK_BYTES ? singleChunkManifest(key, size) : await manifestOf(context, key, peer, signal);
  if (manifest.size !== size)
    throw protocolError(peer, `named two sizes for ${key}: ${size} and ${manifest.size}`);
  await partial.under(manifest, peer);
  await partial.add(chunk);
}

/** Completes `partial` from one peer. Throws as {@link beginDownload} does. */
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
