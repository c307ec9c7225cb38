import type { DxKey } from '../domain/key.ts';
import type { Slots } from '../domain/slots.ts';
import { DxError, isDxError } from '../errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { findSources } from './find-sources.ts';

/** Bytes of a blob that only peers have, as the first of them claims. Throws DX_NOT_FOUND. */
export async function findSize(
  context: FetchContext,
  lookups: Slots,
  key: DxKey,
  signal: AbortSignal,
): Promise<number> {
  for await (const peer of findSources(context, lookups, key, signal)) {
    try {
      const answer = await context.peers.get(peer, { kind: 'bytes', key, offset: 0, length: 0 }, signal);
      answer.cancel();
      if (answer.header.status === 'ok' && answer.header.size > 0) return answer.header.size;
    } catch (error) {
      signal.throwIfAborted();
      if (!isDxError(error)) throw error;
      context.logger.debug({ peer: peer.id, code: error.code }, `no size from a source: ${error.message}`);
    }
  }
  throw notFound(key);
}

/** DX_NOT_FOUND for a blob that nobody within reach has. */
export function notFound(key: DxKey): DxError {
  const message = `${key} is neither here nor with any peer that could be reached; is it uploaded, and is its node up?`;
  return new DxError('DX_NOT_FOUND', message, { key });
}
