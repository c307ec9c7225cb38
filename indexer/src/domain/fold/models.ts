import type { AiroEvent, Model, ModelId } from '@airo/chain-types';
import type { BlockFacts } from '../block-facts.ts';
import type { ModelRecord, Place } from '../records.ts';
import type { Book } from './book.ts';

const NEW = {
  nextVersion: null,
  nextManifest: null,
  attestations: 0,
  orders: 0,
  agreements: 0,
  sold: 0,
  units: 0,
  value: 0n,
  royalties: 0n,
  passedOn: 0n,
  inherited: 0n,
  lastPrice: null,
};

export function foldModelEvent(book: Book, event: AiroEvent, { block, at }: Place): void {
  if (event.type !== 'models.Registered' || book.models.has(event.model)) return;
  const { model: id, owner, artifact, manifest, weightsRoot, royalty, version, parent } = event;
  const state: Model = {
    ...{ id, owner, artifact, manifest, weightsRoot, royalty, version, parent },
    rise: null,
    next: null,
    status: { kind: 'draft', attestations: 0 },
  };
  book.models.set(id, { ...NEW, ...fieldsOf(state), id, registeredBlock: block, registeredAt: at });
}

/** What the block left of a model counts, in place of all that its events could tell. */
export function foldModels(book: Book, facts: BlockFacts): void {
  for (const [id, state] of facts.models) {
    const known = book.models.get(id);
    if (state) book.models.set(id, { ...(known ?? created(id, facts)), ...fieldsOf(state) });
    else if (known) book.models.set(id, { ...known, status: 'removed', owner: null });
  }
}

const created = (id: ModelId, facts: BlockFacts) => ({
  ...NEW,
  id,
  registeredBlock: facts.block.number,
  registeredAt: facts.at,
});

type StateFields = Omit<ModelRecord, 'registeredBlock' | 'registeredAt' | Exclude<keyof typeof NEW, Next>>;
type Next = 'nextVersion' | 'nextManifest' | 'attestations';

function fieldsOf(model: Model): StateFields {
  const { status, next } = model;
  return {
    id: model.id,
    status: status.kind,
    owner: model.owner,
    artifact: model.artifact.hash,
    artifactSize: model.artifact.size,
    manifest: model.manifest.hash,
    weightsRoot: model.weightsRoot,
    royalty: model.royalty,
    riseRoyalty: model.rise?.royalty ?? null,
    riseFrom: model.rise?.from ?? null,
    version: model.version,
    nextVersion: next?.version ?? null,
    nextManifest: next?.manifest.hash ?? null,
    attestations: next?.attestations ?? (status.kind === 'draft' ? status.attestations : 0),
    parent: model.parent?.model ?? null,
    parentShare: model.parent?.share ?? null,
  };
}
