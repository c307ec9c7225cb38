import type { FailCode } from '@airo/chain-types';
import type { ModelManifest, PayloadTensor, TensorSpec } from '../schemas/index.ts';

/** A request that can't be answered, and whom the chain is told to blame. */
export interface Refusal {
  readonly code: FailCode;
  readonly reason: string;
}

const invalid = (reason: string): Refusal => ({ code: 'PayloadInvalid', reason });

/** Whether a decoded request is one that the manifest allows and holds as many units as were declared. */
export function checkRequest(
  tensors: readonly PayloadTensor[],
  manifest: ModelManifest,
  units: number,
): Refusal | null {
  if (tensors.length !== manifest.inputs.length) {
    return invalid(`the model takes ${manifest.inputs.length} tensors, the payload has ${tensors.length}`);
  }
  for (const spec of manifest.inputs) {
    const tensor = tensors.find((t) => t.name === spec.name);
    if (!tensor) return invalid(`there is no tensor ${spec.name}`);
    const mismatch = compare(tensor, spec);
    if (mismatch !== null) return invalid(mismatch);
  }
  return checkUnits(tensors, manifest, units);
}

function compare(tensor: PayloadTensor, spec: TensorSpec): string | null {
  if (tensor.datatype !== spec.datatype) return `${spec.name} is ${tensor.datatype}, not ${spec.datatype}`;
  const fits =
    tensor.shape.length === spec.shape.length &&
    spec.shape.every((size, axis) => size === -1 || size === tensor.shape[axis]);
  return fits ? null : `${spec.name} has the shape [${tensor.shape}], not [${spec.shape}]`;
}

function checkUnits(
  tensors: readonly PayloadTensor[],
  manifest: ModelManifest,
  units: number,
): Refusal | null {
  const batched = manifest.inputs.filter((spec) => spec.shape[0] === -1).map((spec) => spec.name);
  const rows = new Set(tensors.filter((t) => batched.includes(t.name)).map((t) => t.shape[0] ?? 1));
  if (rows.size > 1) return invalid(`the tensors hold different numbers of items: ${[...rows].join(', ')}`);
  const [items = 1] = rows;
  if (items !== units) return invalid(`the payload holds ${items} items, ${units} were declared`);
  return items > manifest.maxBatch
    ? { code: 'TooLarge', reason: `the payload holds ${items} items, the model takes ${manifest.maxBatch}` }
    : null;
}

/** The tensors in the manifest's order. */
export function inManifestOrder(tensors: readonly PayloadTensor[], manifest: ModelManifest): PayloadTensor[] {
  return manifest.inputs.flatMap((spec) => tensors.filter((t) => t.name === spec.name));
}
