import type * as Runtime from '../generated/runtime.ts';
import { type AccountId, type ModelId, modelId, planck } from '../model/ids.ts';
import type { Model, ModelStatus } from '../model/records.ts';
import { toFraction } from './text.ts';

export function toModel(id: ModelId, owner: AccountId | null, model: Runtime.Model): Model {
  const { artifact, manifest, weightsRoot, royalty, rise, version, next, status, parent } = model;
  return {
    id,
    artifact,
    manifest,
    weightsRoot,
    royalty: planck(royalty),
    rise: rise && { royalty: planck(rise.royalty), from: rise.from },
    version,
    next: next && { version: next.version, manifest: next.manifest, attestations: next.attestations },
    status: toStatus(status),
    owner,
    parent: toParent(parent),
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

/** A model's parent and its share of the royalties. */
export const toParent = (parent: Runtime.Model['parent']): Model['parent'] =>
  parent && { model: modelId(parent[0]), share: toFraction(parent[1]) };
