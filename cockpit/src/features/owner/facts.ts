import type { ChainParameters, ModelId } from '@airo/chain-types/model';
import { formatAiro } from '@airo/chain-types/model';
import type { ManifestFacts, OnnxModel } from '@airo/wingman/onnx';
import type { ModelManifest } from '@airo/wingman/schemas';
import { amountOf } from './amount.ts';
import type { ModelFile } from './model-file.ts';

/** What the owner tells of a model; text as it was typed. */
export interface Facts {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  /** One a line. */
  readonly labels: string;
  readonly preprocessing: string;
  /** Separated by commas. */
  readonly tags: string;
  readonly maxBatch: string;
  /** AIRO of each inference. */
  readonly royalty: string;
  /** Number of the model that it was made from; empty when it was made from none. */
  readonly parent: string;
  /** Percent of the royalties that the parent gets. */
  readonly parentShare: string;
}

/** ONNX Runtime that the manifest pins: the one that makes the reference vectors; a test keeps it equal to the installed. */
export const RUNTIME_VERSION = '1.30.0';

const MAX_BATCH = 65_536;
const USUAL_BATCH = '64';
const [MAX_NAME, MAX_TEXT, MAX_LICENSE, MAX_TAG, MAX_TAGS, MAX_LABEL] = [64, 2_000, 128, 32, 32, 128];

const hasOpenBatch = (model: OnnxModel) => model.inputs.every(({ shape }) => shape[0] === -1);
const lines = (text: string) => list(text, '\n');
const list = (text: string, separator: string) =>
  text
    .split(separator)
    .map((it) => it.trim())
    .filter(Boolean);

/** What the file itself tells. */
export function factsOf({ name, model }: Pick<ModelFile, 'name' | 'model'>): Facts {
  return {
    name: name.replace(/\.onnx$/i, '').slice(0, MAX_NAME),
    description: '',
    license: '',
    labels: '',
    preprocessing: '',
    tags: '',
    maxBatch: hasOpenBatch(model) ? USUAL_BATCH : '1',
    royalty: '',
    parent: '',
    parentShare: '',
  };
}

/** What a manifest tells; the rest is the chain's. */
export function factsOfManifest(manifest: ModelManifest, royalty: string): Facts {
  return {
    name: manifest.name,
    description: manifest.description,
    license: manifest.license,
    labels: manifest.labels?.join('\n') ?? '',
    preprocessing: manifest.preprocessing,
    tags: manifest.tags.join(', '),
    maxBatch: String(manifest.maxBatch),
    royalty,
    parent: '',
    parentShare: '',
  };
}

export type WrongFacts = Partial<Record<keyof Facts, string>>;

/** What is wrong with what was typed, by field, in words that say what would be right. */
export function wrongFacts(
  facts: Facts,
  model: Pick<ModelManifest | OnnxModel, 'outputs'>,
  rules: ChainParameters['models'],
): WrongFacts {
  const wrong: WrongFacts = {};
  const { name, description, license, preprocessing } = facts;
  if (name.trim() === '' || name.length > MAX_NAME) wrong.name = `From 1 to ${MAX_NAME} characters.`;
  for (const [field, text] of [
    ['description', description],
    ['preprocessing', preprocessing],
  ] as const) {
    if (text.length > MAX_TEXT) wrong[field] = `At most ${MAX_TEXT.toLocaleString('en')} characters.`;
  }
  if (license.trim() === '' || license.length > MAX_LICENSE)
    wrong.license = 'An SPDX licence, for example Apache-2.0, or LicenseRef- and a name of your own.';
  const labels = lines(facts.labels);
  const classes = model.outputs[0]?.shape.at(-1) ?? -1;
  if (labels.some((label) => label.length > MAX_LABEL))
    wrong.labels = `At most ${MAX_LABEL} characters a label.`;
  else if (labels.length > 0 && classes > 0 && labels.length !== classes)
    wrong.labels = `The answer has ${classes} classes, these are ${labels.length} labels.`;
  const tags = list(facts.tags, ',');
  if (tags.length > MAX_TAGS || tags.some((tag) => tag.length > MAX_TAG))
    wrong.tags = `At most ${MAX_TAGS} tags of ${MAX_TAG} characters.`;
  const batch = /^\d{1,6}$/.test(facts.maxBatch) ? Number(facts.maxBatch) : 0;
  if (batch < 1 || batch > MAX_BATCH)
    wrong.maxBatch = `A whole number from 1 to ${MAX_BATCH.toLocaleString('en')}.`;
  const royalty = amountOf(facts.royalty);
  if (royalty === null || royalty > rules.maxRoyalty)
    wrong.royalty = `An amount of AIRO from 0 to ${formatAiro(rules.maxRoyalty)}.`;
  if (facts.parent !== '' && !/^\d{1,10}$/.test(facts.parent))
    wrong.parent = 'The number of a model, for example 0; nothing when it was made from none.';
  if (facts.parent !== '' && shareOf(facts) === null)
    wrong.parentShare = 'A number of percent from 0 to 100, for example 20.';
  return wrong;
}

const shareOf = ({ parentShare }: Facts): number | null =>
  /^\d{1,3}(\.\d{1,4})?$/.test(parentShare) && Number(parentShare) <= 100 ? Number(parentShare) / 100 : null;

/** Whom the model was made from, as the chain takes it; of facts that are not wrong. */
export function parentOf(facts: Facts): { readonly model: ModelId; readonly share: number } | null {
  const share = shareOf(facts);
  return facts.parent === '' || share === null ? null : { model: Number(facts.parent) as ModelId, share };
}

/** As the manifest of a file that was run here has them. */
export function manifestFacts(facts: Facts): ManifestFacts {
  return { ...manifestTold(facts), runtimeVersion: RUNTIME_VERSION };
}

/** As any manifest has them. */
export function manifestTold(facts: Facts): Omit<ManifestFacts, 'runtimeVersion'> {
  const labels = lines(facts.labels);
  return {
    name: facts.name.trim(),
    description: facts.description.trim(),
    license: facts.license.trim(),
    preprocessing: facts.preprocessing.trim(),
    ...(labels.length > 0 ? { labels } : {}),
    maxBatch: Number(facts.maxBatch),
    tags: list(facts.tags, ','),
  };
}
