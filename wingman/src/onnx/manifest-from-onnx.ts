import type { ModelManifest, TensorSpec, Tolerance } from '../schemas/model-manifest.ts';
import { sha256 } from '../schemas/sha256.ts';
import { inspectOnnx } from './inspect.ts';

/** What the file can't say. */
export interface ManifestFacts {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  readonly preprocessing: string;
  readonly labels?: readonly string[] | undefined;
  readonly maxBatch: number;
  readonly tags: readonly string[];
  /** Of ONNX Runtime, for example `1.30.0`. */
  readonly runtimeVersion: string;
  /** Outputs that are probabilities (softmax): judged by an absolute tolerance. */
  readonly probabilities?: readonly string[] | undefined;
}

const FLOATING = new Set(['FP16', 'FP32', 'FP64']);
const FLOATING_TOLERANCE = 1e-4;

/** 1e-4 of the tensor's rms for floating-point scores, 1e-4 absolute for probabilities, exact for the rest. */
export function defaultTolerance(output: TensorSpec, isProbability: boolean): Tolerance {
  if (!FLOATING.has(output.datatype)) return { exact: true };
  return isProbability ? { absolute: FLOATING_TOLERANCE } : { relative: FLOATING_TOLERANCE };
}

/** The manifest of a model file: the graph's inputs and outputs, hashes and default tolerances. @throws OnnxError */
export async function manifestFromOnnx(bytes: Uint8Array, facts: ManifestFacts): Promise<ModelManifest> {
  const model = await inspectOnnx(bytes);
  const probabilities = new Set(facts.probabilities ?? []);
  return {
    version: 1,
    name: facts.name,
    description: facts.description,
    license: facts.license,
    format: 'onnx',
    artifact: { sha256: await sha256(bytes), size: bytes.byteLength },
    weightsRoot: model.weightsRoot,
    runtime: { name: 'onnxruntime', version: facts.runtimeVersion, opset: model.opset },
    inputs: [...model.inputs],
    outputs: [...model.outputs],
    ...(facts.labels ? { labels: [...facts.labels] } : {}),
    preprocessing: facts.preprocessing,
    maxBatch: facts.maxBatch,
    unit: 'item',
    tolerance: Object.fromEntries(
      model.outputs.map((o) => [o.name, defaultTolerance(o, probabilities.has(o.name))]),
    ),
    reference: [],
    tags: [...facts.tags],
  };
}
