import type { Hex } from '@airo/chain-types';
import type { ModelManifest } from '@airo/wingman/schemas';

/** What the bytes of a hash turned out to be. */
export type ManifestFound =
  | { readonly manifest: ModelManifest; readonly error: null }
  /** The bytes are there and are no manifest: they never will be one. */
  | { readonly manifest: null; readonly error: string };

/** Where models' manifests are. */
export interface ManifestSource {
  /** null: the bytes can't be had now. */
  find(hash: Hex, signal: AbortSignal): Promise<ManifestFound | null>;
}
