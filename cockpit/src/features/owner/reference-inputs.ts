import { ELEMENT_BYTES, type PayloadTensor, type TensorSpec, tensorOf } from '@airo/wingman/schemas';

/** Whole-number inputs are small: they are often the numbers of words or classes. */
const MAX_WHOLE = 10;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whether inputs of this datatype can be made up here. */
export const canInvent = ({ datatype }: TensorSpec): boolean => datatype !== 'BYTES' && datatype !== 'FP16';

/** Axes without a size, but for the first one, which is the batch: `image[2]`. */
export const openAxes = (inputs: readonly TensorSpec[]): readonly string[] =>
  inputs.flatMap(({ name, shape }) =>
    shape.flatMap((size, axis) => (size === -1 && axis > 0 ? [`${name}[${axis}]`] : [])),
  );

/** One inference's inputs, made up. @param sizes of open axes, by their name */
export function inventedInputs(
  inputs: readonly TensorSpec[],
  sizes: Readonly<Record<string, number>>,
  seed: number,
): readonly PayloadTensor[] {
  const next = numbers(seed);
  return inputs.map(({ name, datatype, shape }) => {
    const known = shape.map((size, axis) => (size === -1 ? (sizes[`${name}[${axis}]`] ?? 1) : size));
    const count = known.reduce((product, size) => product * size, 1);
    const fill = <T>(make: () => T) => Array.from({ length: count }, make);
    const whole = (below: number) => Math.floor(next() * below);
    switch (datatype) {
      case 'FP32':
        return tensorOf(name, datatype, known, Float32Array.from(fill(next)));
      case 'FP64':
        return tensorOf(name, datatype, known, Float64Array.from(fill(next)));
      case 'INT64':
        return tensorOf(name, datatype, known, BigInt64Array.from(fill(() => BigInt(whole(MAX_WHOLE)))));
      case 'UINT64':
        return tensorOf(name, datatype, known, BigUint64Array.from(fill(() => BigInt(whole(MAX_WHOLE)))));
      case 'UINT8':
        return tensorOf(name, datatype, known, Uint8Array.from(fill(() => whole(256))));
      case 'BOOL':
        return tensorOf(name, datatype, known, Uint8Array.from(fill(() => whole(2))));
      default: {
        // Little-endian: the low byte comes first, the others are 0.
        const width = ELEMENT_BYTES[datatype] ?? 1;
        const data = new Uint8Array(count * width);
        for (let i = 0; i < count; i += 1) data[i * width] = whole(MAX_WHOLE);
        return { name, datatype, shape: known, data };
      }
    }
  });
}
