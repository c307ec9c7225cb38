import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { datatypeSchema } from './datatype.ts';
import { ManifestError } from './errors.ts';
import { type Sha256, sha256, sha256Schema } from './sha256.ts';

const MAX_DIMENSIONS = 8;
const MAX_TENSORS = 64;
const MAX_BATCH = 65_536;

/** Bytes on Dx as a manifest names them. */
export const manifestBlobSchema = z.strictObject({
  sha256: sha256Schema,
  /** Bytes. */
  size: z.int().positive(),
});

/** A tensor of the model; -1 is an open dimension, and the first one, when open, is the batch axis. */
export const tensorSpecSchema = z.strictObject({
  name: z.string().min(1).max(128),
  datatype: datatypeSchema,
  shape: z
    .array(z.union([z.literal(-1), z.int().positive()]))
    .min(1)
    .max(MAX_DIMENSIONS),
});
export type TensorSpec = z.output<typeof tensorSpecSchema>;

/** How far an honest answer may be off: a share of the tensor's rms, an amount, or not at all. */
export const toleranceSchema = z.union([
  z.strictObject({ relative: z.number().positive().max(1) }),
  z.strictObject({ absolute: z.number().positive() }),
  z.strictObject({ exact: z.literal(true) }),
]);
export type Tolerance = z.output<typeof toleranceSchema>;

const tensors = z
  .array(tensorSpecSchema)
  .min(1)
  .max(MAX_TENSORS)
  .refine((list) => new Set(list.map((t) => t.name)).size === list.length, 'two tensors have the same name');

/** Fields of OpenAI's chat requests. Temperature 0 and a seed ask for answers that can be given again. */
export const generationSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  seed: z.int().optional(),
  max_tokens: z.int().positive().optional(),
});

/** What a model takes, gives and allows. Its canonical bytes are on Dx, their SHA-256 on chain. */
export const modelManifestSchema = z
  .strictObject({
    /** Of this format. */
    version: z.literal(1),
    name: z.string().min(1).max(64),
    description: z.string().max(2_000),
    /** SPDX expression. */
    license: z.string().min(1).max(128),
    /** `opaque` is a file that nobody looks into: an image of a container, or weights in another format. */
    format: z.enum(['onnx', 'opaque']),
    artifact: manifestBlobSchema,
    /** See `weightsRoot` of `@airo/wingman/onnx`; of an opaque file its hash. */
    weightsRoot: sha256Schema,
    runtime: z.strictObject({
      name: z.string().min(1).max(64),
      version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, for example 1.30.0'),
      /** Of ONNX files. */
      opset: z.int().positive().optional(),
    }),
    /** What every chat request is made with, whatever it says itself. */
    generation: generationSchema.optional(),
    inputs: tensors,
    outputs: tensors,
    /** Names of the classes, in the order of the last output axis. */
    labels: z.array(z.string().max(128)).max(100_000).optional(),
    preprocessing: z.string().max(2_000),
    /** Items in one payload. */
    maxBatch: z.int().positive().max(MAX_BATCH),
    unit: z.enum(['item', 'token', 'kB']),
    /** One entry for each output. */
    tolerance: z.record(z.string(), toleranceSchema),
    /** Payloads whose answers are known. */
    reference: z.array(z.strictObject({ inputs: manifestBlobSchema, outputs: manifestBlobSchema })).max(64),
    /** Floating-point operations of one inference. */
    benchmarkFlops: z.int().positive().optional(),
    tags: z.array(z.string().min(1).max(32)).max(32),
  })
  .superRefine((manifest, context) => {
    const { format, runtime, artifact } = manifest;
    const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (format === 'onnx' && runtime.name !== 'onnxruntime') say(['runtime', 'name'], 'must be onnxruntime');
    if (format === 'onnx' && runtime.opset === undefined) say(['runtime', 'opset'], 'an ONNX file has one');
    if (format === 'opaque' && manifest.weightsRoot !== artifact.sha256) {
      say(['weightsRoot'], "of an opaque file must be the artifact's sha256");
    }
    const outputs = new Set(manifest.outputs.map((o) => o.name));
    const judged = Object.keys(manifest.tolerance);
    for (const name of judged.filter((n) => !outputs.has(n))) {
      context.addIssue({ code: 'custom', path: ['tolerance', name], message: 'there is no such output' });
    }
    for (const name of [...outputs].filter((n) => !judged.includes(n))) {
      context.addIssue({
        code: 'custom',
        path: ['tolerance', name],
        message: 'this output has no tolerance',
      });
    }
  });
export type ModelManifest = z.output<typeof modelManifestSchema>;

/** The canonical bytes. */
export function encodeManifest(manifest: ModelManifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}

/** What the chain knows a manifest by. */
export function manifestHash(manifest: ModelManifest): Promise<Sha256> {
  return sha256(encodeManifest(manifest));
}

/** @throws ManifestError MANIFEST_NOT_JSON, MANIFEST_INVALID, MANIFEST_NOT_CANONICAL */
export function parseManifest(bytes: Uint8Array): ModelManifest {
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    json = JSON.parse(text);
  } catch (cause) {
    throw new ManifestError('MANIFEST_NOT_JSON', 'the manifest is no JSON', { problems: [] }, { cause });
  }
  const parsed = modelManifestSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`,
    );
    throw new ManifestError('MANIFEST_INVALID', `the manifest can't be used: ${problems.join('; ')}`, {
      problems,
    });
  }
  if (canonicalJson(parsed.data) !== text) {
    throw new ManifestError(
      'MANIFEST_NOT_CANONICAL',
      'the manifest is not in canonical form (sorted keys, no spaces): write it with `wingman models manifest`',
      { problems: [] },
    );
  }
  return parsed.data;
}
