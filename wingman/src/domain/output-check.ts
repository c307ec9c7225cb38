import type { ModelManifest, PayloadTensor } from '../schemas/index.ts';

/**
 * What is wrong with a server's answer; null when it is what the manifest promises. Sizes of the data are the decoder's
 * care.
 * @param rows items of the request along the batch axis
 */
export function outputProblem(
  outputs: readonly PayloadTensor[],
  { outputs: specs }: Pick<ModelManifest, 'outputs'>,
  rows: number,
): string | null {
  for (const { name, datatype, shape } of specs) {
    const tensor = outputs.find((output) => output.name === name);
    if (!tensor) return `the answer has no tensor ${name}`;
    if (tensor.datatype !== datatype) return `${name} is ${tensor.datatype}, not ${datatype}`;
    const wanted = shape.map((size, axis) => (axis === 0 && size === -1 ? rows : size));
    const fits =
      tensor.shape.length === wanted.length &&
      wanted.every((size, axis) => size === -1 || size === tensor.shape[axis]);
    if (!fits) return `${name} has the shape [${tensor.shape}], not [${wanted}]`;
  }
  return null;
}
