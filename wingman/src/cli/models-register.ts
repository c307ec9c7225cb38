import { randomBytes } from 'node:crypto';
import type { BlockRef, ChainClient, Hex, ModelId, TransactionQueue } from '@airo/chain-types';
import type { DxClient } from '@airo/dx-node/schemas';
import { parseAiro } from '../domain/amount.ts';
import { inspectOnnx } from '../onnx/index.ts';
import { parseManifest, sha256 } from '../schemas/index.ts';
import { CliError } from './errors.ts';

const SALT_BYTES = 32;

export interface RegisterInit {
  readonly chain: ChainClient;
  readonly dx: Pick<DxClient, 'put'>;
  readonly owner: TransactionQueue;
  readonly artifact: Uint8Array;
  /** Canonical. */
  readonly manifest: Uint8Array;
  /** AIRO per inference. */
  readonly royalty: string;
  readonly progress: (text: string) => void;
}

/**
 * What a model's owner does: uploads file and manifest to Dx, commits to the file, waits until the commitment is old
 * enough, and registers. A file that is registered already is an error that names its number.
 * @throws CliError CLI_MODEL; ManifestError; OnnxError; whatever chain and Dx say
 */
export async function registerModel(init: RegisterInit): Promise<ModelId> {
  const { chain, dx, owner, progress } = init;
  const manifest = parseManifest(init.manifest);
  const hash = await sha256(init.artifact);
  const weightsRoot = manifest.format === 'onnx' ? (await inspectOnnx(init.artifact)).weightsRoot : hash;
  if (manifest.artifact.sha256 !== hash || manifest.weightsRoot !== weightsRoot) {
    throw new CliError(
      'CLI_MODEL',
      'the manifest is of another model file: make it anew with `wingman models manifest`',
      {},
    );
  }
  const known = await chain.models.byArtifact(hash);
  if (known !== null)
    throw new CliError('CLI_MODEL', `this model file is registered already, as model ${known}`, {});

  const artifact = await dx.put(init.artifact);
  const described = await dx.put(init.manifest);
  progress('model and manifest are on Dx');
  const salt: Hex = `0x${randomBytes(SALT_BYTES).toString('hex')}`;
  const commitment = chain.models.commitment(hash, owner.account, salt);
  const { block } = await owner.submit(chain.models.commit(commitment));
  const { commitAge } = (await chain.parameters()).models;
  progress(`committed in block ${block.number}; ${commitAge} more must come`);
  await reach(chain, block, block.number + commitAge);
  const { events } = await owner.submit(
    chain.models.register({
      artifact: { hash: artifact.key, size: BigInt(artifact.size) },
      manifest: { hash: described.key, size: BigInt(described.size) },
      weightsRoot,
      royalty: parseAiro(init.royalty),
      parent: null,
      salt,
    }),
  );
  for (const event of events) if (event.type === 'models.Registered') return event.model;
  throw new CliError('CLI_MODEL', 'the chain took the model, but told no number for it', {});
}

/** Waits for a best block of this number. */
async function reach(chain: ChainClient, after: BlockRef, number: number): Promise<void> {
  const stop = new AbortController();
  try {
    for await (const { block } of chain.blocks({ after, finality: 'best', signal: stop.signal })) {
      if (block.number >= number) return;
    }
  } finally {
    stop.abort();
  }
}
