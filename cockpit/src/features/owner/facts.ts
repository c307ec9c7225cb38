import type { ChainParameters } from '@airo/chain-types/model';
import { formatAiro } from '@airo/chain-types/model';
import type { ManifestFacts, OnnxModel } from '@airo/wingman/onnx';
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
  };
}

export type WrongFacts = Partial<Record<keyof Facts, string>>;

/** What is wrong with what was typed, by field, in words that say what would be right. */
export function wrongFacts(facts: Facts, model: OnnxModel, rules: ChainParameters['models']): WrongFacts {
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
  return wrong;
}

/** As the manifest has them. */
export function manifestFacts(facts: Facts): ManifestFacts {
  const labels = lines(facts.labels);
  return {
    name: facts.name.trim(),
    description: facts.description.trim(),
    license: facts.license.trim(),
    preprocessing: facts.preprocessing.trim(),
    ...(labels.length > 0 ? { labels } : {}),
    maxBatch: Number(facts.maxBatch),
    tags: list(facts.tags, ','),
    runtimeVersion: RUNTIME_VERSION,
  };
}
