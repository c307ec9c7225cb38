import { withinTolerance } from '../../domain/tolerance.ts';
import { WingmanError } from '../../errors.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { LoadedModel } from '../../ports/inference.ts';
import {
  decodePayload,
  type ModelManifest,
  type PayloadKind,
  type PayloadTensor,
} from '../../schemas/index.ts';

const MAX_REFERENCE_BYTES = 64 * 1024 * 1024;

/**
 * Reproduces the answers that the manifest promises, as an attestation says.
 * @throws WingmanError MODEL_NOT_FETCHED, MODEL_REFERENCE_MISMATCH
 */
export async function checkReferences(
  blobs: Blobs,
  model: LoadedModel,
  manifest: ModelManifest,
): Promise<void> {
  for (const [index, reference] of manifest.reference.entries()) {
    const inputs = await tensors(blobs, reference.inputs.sha256, 'request');
    const expected = await tensors(blobs, reference.outputs.sha256, 'response');
    const actual = await model.run(inputs);
    for (const output of actual) {
      const promised = expected.find(({ name }) => name === output.name);
      const tolerance = manifest.tolerance[output.name];
      if (!promised || !tolerance || !withinTolerance(output, promised, tolerance)) {
        throw new WingmanError(
          'MODEL_REFERENCE_MISMATCH',
          `${manifest.name} does not give its reference answer ${index} for ${output.name} on this machine`,
          { model: manifest.name, reference: index, output: output.name },
        );
      }
    }
  }
}

async function tensors(
  blobs: Blobs,
  hash: `0x${string}`,
  kind: PayloadKind,
): Promise<readonly PayloadTensor[]> {
  const fetched = await blobs.get(hash, MAX_REFERENCE_BYTES);
  if (fetched.ok) return decodePayload(fetched.bytes, { kind }).tensors;
  throw new WingmanError('MODEL_NOT_FETCHED', `the reference ${hash} can't be had from Dx`, { hash });
}
