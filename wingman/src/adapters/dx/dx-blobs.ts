import { type DxClient, DxError, type DxErrorCode } from '@airo/dx-node/schemas';
import { WingmanError } from '../../errors.ts';
import type { Blobs } from '../../ports/blobs.ts';

const TIMEOUT_MS = 15_000;
/** What keeps a blob from coming at all; anything else may pass. */
const TOO_LARGE: readonly DxErrorCode[] = ['DX_TOO_LARGE'];
/** The node itself is not as it should be: it lies, or can't read what it holds. */
const BROKEN: readonly DxErrorCode[] = ['DX_HASH_MISMATCH', 'DX_CORRUPT', 'DX_STORE', 'DX_INTERNAL'];
const UNREACHABLE: readonly DxErrorCode[] = ['DX_UNAVAILABLE', 'DX_TIMEOUT'];
/** With these a node says that its peers don't have it, or don't answer. */
const ABOUT_PEERS = [503, 504];

/** Content by way of a dx-node. @param timeoutMs for one blob, there or back */
export function createDxBlobs(client: Pick<DxClient, 'get' | 'put'>, timeoutMs = TIMEOUT_MS): Blobs {
  return {
    async get(hash, maxBytes, signal) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const bytes = await client.get(hash, {
          maxBytes,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        return { ok: true, bytes };
      } catch (error) {
        if (!(error instanceof DxError)) throw error;
        if (TOO_LARGE.includes(error.code)) return { ok: false, why: 'too-large' };
        const why = isAway(error) ? 'away' : 'unavailable';
        return { ok: false, why, detail: `${error.code}: ${error.message}` };
      }
    },
    async put(bytes) {
      try {
        const { key, size } = await client.put(bytes, { signal: AbortSignal.timeout(timeoutMs) });
        return { hash: key, size: BigInt(size) };
      } catch (error) {
        if (!(error instanceof DxError)) throw error;
        throw new WingmanError('DX_AWAY', `${error.code}: ${error.message}`, {}, { cause: error });
      }
    },
  };
}

/** Whether the error is about the node, not about the blob. */
function isAway({ code, data }: DxError): boolean {
  if (BROKEN.includes(code)) return true;
  const { status } = data as { status?: number };
  return UNREACHABLE.includes(code) && (status === undefined || !ABOUT_PEERS.includes(status));
}
