import type { ChainClient, ModelId } from '@airo/chain-types';
import type { DxClient } from '@airo/dx-node/schemas';
import { type ModelManifest, parseManifest } from '@airo/wingman/schemas';
import { DevnetError } from '../errors.ts';

const MAX_MANIFEST_BYTES = 1024 * 1024;

/** The model's manifest from Dx, checked against the hash on chain. */
export async function manifestOf(chain: ChainClient, dx: DxClient, id: ModelId): Promise<ModelManifest> {
  const model = await chain.models.get(id);
  if (!model) throw new DevnetError('NO_SUCH_MODEL', `the chain has no model ${id}`, { id });
  return parseManifest(await dx.get(model.manifest.hash, { maxBytes: MAX_MANIFEST_BYTES }));
}
