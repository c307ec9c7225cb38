import { ELEMENT_BYTES, joinBytes, type PayloadTensor, type TensorSpec } from '../schemas/index.ts';

/** For open dimensions other than the batch axis. */
const OPEN_DIMENSION = 1;

/** Inputs of so many items that a model can be measured on: all zeros, or empty texts. */
export function zeroInputs(inputs: readonly TensorSpec[], items: number): PayloadTensor[] {
  return inputs.map(({ name, datatype, shape: spec }) => {
    const shape = spec.map((size, axis) => (size !== -1 ? size : axis === 0 ? items : OPEN_DIMENSION));
    const count = shape.reduce((product, size) => product * size, 1);
    const width = ELEMENT_BYTES[datatype];
    const data =
      width === null
        ? joinBytes(Array.from({ length: count }, () => new Uint8Array()))
        : new Uint8Array(count * width);
    return { name, datatype, shape, data };
  });
}
