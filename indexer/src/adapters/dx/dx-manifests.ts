import { type DxClient, isDxError } from '@airo/dx-node/schemas';
import { ManifestError, parseManifest } from '@airo/wingman/schemas';
import type { ManifestSource } from '../../ports/manifests.ts';

const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** Of bytes that are no manifest because they are too many for one. */
const TOO_LARGE = 'DX_TOO_LARGE';

/** Manifests on Dx. The client checks that bytes are those of the hash. */
export function createDxManifests(dx: DxClient): ManifestSource {
  return {
    async find(hash, signal) {
      let bytes: Uint8Array;
      try {
        bytes = await dx.get(hash, { maxBytes: MAX_MANIFEST_BYTES, signal });
      } catch (error) {
        if (!isDxError(error)) throw error;
        return error.code === TOO_LARGE ? { manifest: null, error: TOO_LARGE } : null;
      }
      try {
        return { manifest: parseManifest(bytes), error: null };
      } catch (error) {
        if (!(error instanceof ManifestError)) throw error;
        return { manifest: null, error: error.code };
      }
    },
  };
}
