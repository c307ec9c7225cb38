import type { AccountId, ChainClient, Hex, ModelId, Planck } from '@airo/chain-types/model';
import { encodeManifest, type ModelManifest, sha256 } from '@airo/wingman/schemas';
import type { Permission } from '../../transactions/request.ts';
import { keepCommitment, keptCommitment, newSalt } from './commitments.ts';
import type { ModelFile } from './model-file.ts';
import { OwnerError } from './owner-error.ts';
import { upload } from './upload.ts';

/** Where a registration is. */
export type Stage =
  | { readonly kind: 'uploading'; readonly sent: number; readonly total: number }
  | { readonly kind: 'committing' }
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'registering' };

export interface Registration {
  readonly file: ModelFile;
  readonly manifest: ModelManifest;
  /** The bytes of the reference vectors. */
  readonly references: readonly Uint8Array[];
  readonly royalty: Planck;
  readonly parent: { readonly model: ModelId; readonly share: number } | null;
  readonly owner: AccountId;
}

/** Nothing can be registered twice. @throws OwnerError MODEL_TAKEN */
export async function ensureFree(chain: ChainClient, { hash }: ModelFile): Promise<void> {
  const model = await chain.models.byArtifact(hash);
  if (model !== null) {
    throw new OwnerError(
      'MODEL_TAKEN',
      `This very file is registered already, as model ${model}: it can be bought from its owner, not registered again.`,
      { model },
    );
  }
}

/** What the model says that it was made from is there. @throws OwnerError NO_SUCH_PARENT */
export async function ensureParent(chain: ChainClient, parent: Registration['parent']): Promise<void> {
  if (parent === null || (await chain.models.get(parent.model)) !== null) return;
  throw new OwnerError(
    'NO_SUCH_PARENT',
    `There is no model ${parent.model} that this one could be made from: check its number.`,
    { model: parent.model },
  );
}

/**
 * File, reference vectors and manifest go to Dx; then the hash is committed to unseen, so that nobody who sees the
 * registration can be faster; then it is registered. What broke off can be done again: bytes that are on Dx and a
 * commitment that was made are used.
 * @throws OwnerError NO_NUMBER; DxError; ChainError
 */
export async function registerModel(
  { file, manifest, references, royalty, parent, owner }: Registration,
  init: {
    readonly permission: Permission;
    readonly dx: string;
    readonly storage: Storage;
    readonly progress: (stage: Stage) => void;
  },
): Promise<ModelId> {
  const { permission, progress, storage } = init;
  const { chain } = permission;
  const described = encodeManifest(manifest);
  const manifestHash = await sha256(described);
  await uploadAll(init.dx, [file.bytes, ...references, described], progress);

  const key = { genesis: chain.genesisHash, artifact: file.hash, owner };
  const { salt, block: known } = keptCommitment(storage, key) ?? { salt: newSalt(), block: null };
  // Kept before it is signed: a page that is closed now must not lose the deposit.
  keepCommitment(storage, key, { salt, block: known });
  const block =
    known ?? (await commit(permission, chain.models.commitment(file.hash, owner, salt), progress));
  keepCommitment(storage, key, { salt, block });
  const until = block + (await chain.parameters()).models.commitAge;
  progress({ kind: 'waiting', until });
  await reach(chain, until);
  progress({ kind: 'registering' });
  const { events } = await permission.submit(
    chain.models.register({
      artifact: { hash: file.hash, size: BigInt(file.bytes.byteLength) },
      manifest: { hash: manifestHash, size: BigInt(described.byteLength) },
      weightsRoot: manifest.weightsRoot,
      royalty,
      parent,
      salt,
    }),
    'Register the model',
  );
  keepCommitment(storage, key, null);
  for (const event of events) if (event.type === 'models.Registered') return event.model;
  throw new OwnerError('NO_NUMBER', 'The chain took the model; its number appears under My models soon.', {});
}

/** The block of the commitment; one that an interrupted try made counts from now. */
async function commit(
  { chain, submit }: Permission,
  hidden: Hex,
  progress: (stage: Stage) => void,
): Promise<number> {
  progress({ kind: 'committing' });
  try {
    return (await submit(chain.models.commit(hidden), 'Commit to the model')).block.number;
  } catch (error) {
    if (!isCommitted(error)) throw error;
    return (await chain.head('best')).number;
  }
}

function isCommitted(error: unknown): boolean {
  const { data } = error as { data?: { name?: string; failure?: { name?: string } } | null };
  return (data?.failure?.name ?? data?.name) === 'AlreadyCommitted';
}

async function uploadAll(
  dx: string,
  blobs: readonly Uint8Array[],
  progress: (stage: Stage) => void,
): Promise<void> {
  const total = blobs.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let before = 0;
  for (const bytes of blobs) {
    progress({ kind: 'uploading', sent: before, total });
    await upload(dx, await sha256(bytes), bytes, (sent) =>
      progress({ kind: 'uploading', sent: Math.min(before + sent, total), total }),
    );
    before += bytes.byteLength;
  }
}

/** Waits for a best block of this number. */
async function reach(chain: ChainClient, number: number): Promise<void> {
  const now = await chain.head('best');
  if (now.number >= number) return;
  const stop = new AbortController();
  try {
    for await (const { block } of chain.blocks({ after: now, finality: 'best', signal: stop.signal })) {
      if (block.number >= number) return;
    }
  } finally {
    stop.abort();
  }
}
