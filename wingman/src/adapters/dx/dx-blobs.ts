import { type DxClient, DxError, type DxErrorCode } from '@airo/dx-node/schemas';
import type { Blobs } from '../../ports/blobs.ts';

const FETCH_TIMEOUT_MS = 15_000;
/** What keeps a blob from coming at all; anything else may pass. */
const TOO_LARGE: readonly DxErrorCode[] = ['DX_TOO_LARGE'];

/** Content by way of a dx-node. */
export function createDxBlobs(client: Pick<DxClient, 'get' | 'put'>): Blobs {
  return {
    async get(hash, maxBytes, signal) {
      const timeout = AbortSignal.timeout(FETCH_TIMEOUT_MS);
      try {
        const bytes = await client.get(hash, {
          maxBytes,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        return { ok: true, bytes };
      } catch (error) {
        if (!(error instanceof DxError)) throw error;
        if (TOO_LARGE.includes(error.code)) return { ok: false, why: 'too-large' };
        return { ok: false, why: 'unavailable', detail: `${error.code}: ${error.message}` };
      }
    },
    async put(bytes) {
      const { key, size } = await client.put(bytes);
      return { hash: key, size: BigInt(size) };
    },
  };
}
