import { ELEMENT_BYTES, joinBytes, type PayloadTensor, splitBytes } from '../schemas/index.ts';

/** One tensor per name, the items of all of them along the first axis. All must be of one datatype and item shape. */
export function joinTensors(items: readonly (readonly PayloadTensor[])[]): PayloadTensor[] {
  const [first = []] = items;
  if (items.length === 1) return [...first];
  return first.map((model, position) => {
    const parts = items.map((tensors) => tensors[position] ?? model);
    const rows = parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0);
    return { ...model, shape: [rows, ...model.shape.slice(1)], data: concat(parts.map((part) => part.data)) };
  });
}

/** The opposite: tensors of `rows[i]` items each. Numeric tensors share the memory. */
export function splitTensors(
  tensors: readonly PayloadTensor[],
  rows: readonly number[],
): (readonly PayloadTensor[])[] {
  let start = 0;
  return rows.map((count) => {
    const from = start;
    start += count;
    return tensors.map((tensor) => rowsOf(tensor, from, count));
  });
}

function rowsOf(tensor: PayloadTensor, from: number, count: number): PayloadTensor {
  const rowElements = tensor.shape.slice(1).reduce((product, d) => product * d, 1);
  const width = ELEMENT_BYTES[tensor.datatype];
  const range = [from * rowElements, (from + count) * rowElements] as const;
  const data =
    width === null
      ? joinBytes(splitBytes(tensor.data).slice(...range))
      : tensor.data.subarray(range[0] * width, range[1] * width);
  return { ...tensor, shape: [count, ...tensor.shape.slice(1)], data };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
