import {
  encodePayload,
  type ModelManifest,
  type PayloadTensor,
  sha256,
  tensorValues,
} from '@airo/wingman/schemas';
import type { ModelFile } from './model-file.ts';
import { OwnerError } from './owner-error.ts';
import { inventedInputs } from './reference-inputs.ts';
import { runInWorker } from './run-in-worker.ts';

const SEEDS = [1, 2] as const;

/** Payloads whose answers are known, as bytes for Dx and as the manifest names them. */
export interface References {
  readonly entries: ModelManifest['reference'];
  readonly blobs: readonly Uint8Array[];
  /** Of all runs, with loading the model. */
  readonly ms: number;
}

/** @throws OwnerError REFERENCE_FAILED, REFERENCE_TIMEOUT, REFERENCE_NOT_FINITE */
export async function makeReferences(
  { bytes, model }: ModelFile,
  sizes: Readonly<Record<string, number>>,
): Promise<References> {
  const runs = SEEDS.map((seed) => inventedInputs(model.inputs, sizes, seed));
  const started = performance.now();
  const answers = await runInWorker({ bytes, runs });
  const ms = performance.now() - started;
  for (const output of answers.flat()) ensureFinite(output);
  const entries: ModelManifest['reference'] = [];
  const blobs: Uint8Array[] = [];
  for (const [i, tensors] of runs.entries()) {
    const inputs = encodePayload({ kind: 'request', tensors });
    const outputs = encodePayload({ kind: 'response', tensors: answers[i] ?? [] });
    blobs.push(inputs, outputs);
    entries.push({
      inputs: { sha256: await sha256(inputs), size: inputs.byteLength },
      outputs: { sha256: await sha256(outputs), size: outputs.byteLength },
    });
  }
  return { entries, blobs, ms };
}

function ensureFinite(output: PayloadTensor): void {
  const { datatype, name } = output;
  if (datatype !== 'FP32' && datatype !== 'FP64') return;
  if (tensorValues(output, datatype).every(Number.isFinite)) return;
  throw new OwnerError(
    'REFERENCE_NOT_FINITE',
    `The answer ${name} holds infinite numbers, or none at all, for made-up inputs: no other machine could be compared with it.`,
    {},
  );
}
