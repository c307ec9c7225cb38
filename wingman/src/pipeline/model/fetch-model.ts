import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blob, Model } from '@airo/chain-types';
import { WingmanError } from '../../errors.ts';
import { inspectOnnx } from '../../onnx/index.ts';
import type { Blobs } from '../../ports/blobs.ts';
import { type ModelManifest, parseManifest, type TensorSpec } from '../../schemas/index.ts';
import { findLocal } from './local-models.ts';

const MAX_MANIFEST_BYTES = 1024 * 1024;

export interface FetchContext {
  readonly blobs: Blobs;
  /** Where model files are kept, by hash. */
  readonly cacheDir: string;
  /** Folder with files that Dx may not have yet; null for none. */
  readonly localDir: string | null;
  readonly maxModelBytes: number;
}

export interface ModelFiles {
  readonly manifest: ModelManifest;
  /** Of the model file; null when it wasn't wanted. */
  readonly path: string | null;
}

/**
 * Brings a model's manifest and, if wanted, its file here and checks them against the chain and each other.
 * @throws WingmanError MODEL_NOT_FETCHED, MODEL_MANIFEST_MISMATCH; ManifestError; OnnxError
 */
export async function fetchModel(
  context: FetchContext,
  model: Pick<Model, 'manifest' | 'artifact' | 'weightsRoot'>,
  { file }: { file: boolean },
): Promise<ModelFiles> {
  const manifest = await fetchManifest(context, model.manifest);
  const { artifact } = manifest;
  if (artifact.sha256 !== model.artifact.hash || BigInt(artifact.size) !== model.artifact.size) {
    throw mismatch(manifest, `names the artifact ${artifact.sha256}, the chain ${model.artifact.hash}`);
  }
  if (manifest.weightsRoot !== model.weightsRoot) {
    throw mismatch(manifest, `has the weights root ${manifest.weightsRoot}, the chain ${model.weightsRoot}`);
  }
  if (!file) return { manifest, path: null };
  const path = join(context.cacheDir, `${artifact.sha256.slice(2)}.${manifest.format}`);
  const cached = await readCached(path, model.artifact);
  const bytes = cached ?? (await fetchBlob(context, 'artifact', model.artifact, context.maxModelBytes));
  if (manifest.format === 'onnx') await checkAgainstFile(manifest, bytes);
  if (!cached) await keep(path, bytes);
  return { manifest, path };
}

/** @throws WingmanError MODEL_NOT_FETCHED; ManifestError */
export async function fetchManifest(context: FetchContext, blob: Blob): Promise<ModelManifest> {
  return parseManifest(await fetchBlob(context, 'manifest', blob, MAX_MANIFEST_BYTES));
}

/**
 * Sees to it that the kept file is still what the chain names, and fetches it anew when it is not: disks rot, and a model
 * that comes back into memory hours later must be the one that was checked.
 * @throws WingmanError MODEL_NOT_FETCHED
 */
export async function mendFile(context: FetchContext, path: string, artifact: Blob): Promise<void> {
  if (await readCached(path, artifact)) return;
  await keep(path, await fetchBlob(context, 'artifact', artifact, context.maxModelBytes));
}

function mismatch(manifest: ModelManifest, what: string): WingmanError {
  return new WingmanError('MODEL_MANIFEST_MISMATCH', `the manifest of ${manifest.name} ${what}`, {
    model: manifest.name,
  });
}

async function fetchBlob(
  { blobs, localDir }: FetchContext,
  what: 'manifest' | 'artifact',
  blob: Blob,
  maxBytes: number,
): Promise<Uint8Array> {
  const fetched = await blobs.get(blob.hash, maxBytes);
  if (fetched.ok) return fetched.bytes;
  const local = fetched.why === 'too-large' || localDir === null ? null : await findLocal(localDir, blob);
  if (local) {
    // Whoever asks Dx for it next finds it.
    await blobs.put(local);
    return local;
  }
  const why =
    fetched.why === 'too-large' ? `has more than ${maxBytes} bytes` : `can't be had (${fetched.detail})`;
  throw new WingmanError('MODEL_NOT_FETCHED', `the ${what} ${blob.hash} ${why}: upload it to Dx`, {
    hash: blob.hash,
  });
}

/** null when there is none, or one that was damaged. */
async function readCached(path: string, artifact: Blob): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path);
    if (`0x${createHash('sha256').update(bytes).digest('hex')}` === artifact.hash) return bytes;
    await rm(path);
    return null;
  } catch {
    return null;
  }
}

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const partial = `${path}.${process.pid}.part`;
  await writeFile(partial, bytes);
  await rename(partial, path);
}

/** What the manifest says of the file must be what the file says. */
async function checkAgainstFile(manifest: ModelManifest, bytes: Uint8Array): Promise<void> {
  const model = await inspectOnnx(bytes);
  if (model.opset !== manifest.runtime.opset) {
    throw mismatch(manifest, `says operator set ${manifest.runtime.opset}, the file ${model.opset}`);
  }
  if (model.weightsRoot !== manifest.weightsRoot) {
    throw mismatch(manifest, `says weights root ${manifest.weightsRoot}, the file has ${model.weightsRoot}`);
  }
  compare(manifest, 'inputs', model.inputs);
  compare(manifest, 'outputs', model.outputs);
}

function compare(manifest: ModelManifest, side: 'inputs' | 'outputs', actual: readonly TensorSpec[]): void {
  const text = (specs: readonly TensorSpec[]) =>
    specs.map(({ name, datatype, shape }) => `${name} ${datatype} [${shape}]`).join(', ');
  if (text(manifest[side]) !== text(actual)) {
    throw mismatch(manifest, `says ${side} ${text(manifest[side])}, the file has ${text(actual)}`);
  }
}
