import type * as Runtime from '../generated/runtime.ts';
import { type AccountId, type ModelId, planck } from '../model/ids.ts';
import type { Model, ModelStatus } from '../model/records.ts';

export function toModel(id: ModelId, owner: AccountId | null, model: Runtime.Model): Model {
  const { artifact, manifest, weightsRoot, royalty, version, status } = model;
  return {
    id,
    artifact,
    manifest,
    weightsRoot,
    royalty: planck(royalty),
    version,
    status: toStatus(status),
    owner,
  };
}

function toStatus(status: Runtime.ModelStatus): ModelStatus {
  switch (status.kind) {
    case 'Draft':
      return { kind: 'draft', attestations: status.attestations };
    case 'Listed':
      return { kind: 'listed' };
    case 'Retired':
      return { kind: 'retired' };
  }
}
