import { manifestFromOnnx } from '../onnx/index.ts';
import { encodeManifest, type ModelManifest, modelManifestSchema, sha256 } from '../schemas/index.ts';
import { parseInput, readBytes, readJson } from './files.ts';
import { type ModelFacts, modelFactsSchema } from './model-facts.ts';

/** ONNX Runtime that manifests made here pin; a test keeps it equal to the installed one. */
export const RUNTIME_VERSION = '1.30.0';

/** Flags of `wingman models manifest`. */
export interface ManifestFlags {
  readonly facts?: string;
  readonly name?: string;
  readonly description?: string;
  readonly license?: string;
  readonly preprocessing?: string;
  readonly labels?: string;
  readonly maxBatch?: string;
  readonly tags?: string;
}

const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());

/** The manifest of a model file; flags win over the facts file. @throws OnnxError, CliError */
export async function modelsManifest(
  file: string,
  flags: ManifestFlags,
): Promise<{ manifest: ModelManifest; bytes: Uint8Array }> {
  const given = {
    name: flags.name,
    description: flags.description,
    license: flags.license,
    preprocessing: flags.preprocessing,
    labels: list(flags.labels),
    maxBatch: flags.maxBatch === undefined ? undefined : Number(flags.maxBatch),
    tags: list(flags.tags),
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const fromFile = flags.facts === undefined ? {} : ((await readJson(flags.facts)) as object);
  const facts = parseInput('the facts of the model', modelFactsSchema, { ...fromFile, ...set });
  const artifact = await readBytes(file);
  const manifest = facts.opaque
    ? await opaqueManifest(artifact, facts, facts.opaque)
    : await manifestFromOnnx(artifact, { ...facts, runtimeVersion: RUNTIME_VERSION });
  return { manifest, bytes: encodeManifest(manifest) };
}

/** All that can be known of it here is its hash; the rest the owner says. */
async function opaqueManifest(
  file: Uint8Array,
  { name, description, license, labels, preprocessing, maxBatch, tags }: ModelFacts,
  opaque: NonNullable<ModelFacts['opaque']>,
): Promise<ModelManifest> {
  const hash = await sha256(file);
  return parseInput('the facts of the model', modelManifestSchema, {
    ...{ version: 1, name, description, license, format: 'opaque', labels, preprocessing, maxBatch, tags },
    ...{ artifact: { sha256: hash, size: file.byteLength }, weightsRoot: hash, unit: 'item', reference: [] },
    ...opaque,
  });
}
