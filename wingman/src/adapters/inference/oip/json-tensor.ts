import {
  type Datatype,
  joinBytes,
  type NumericDatatype,
  type PayloadTensor,
  splitBytes,
  tensorOf,
  tensorValues,
} from '../../../schemas/index.ts';

/** A tensor can't be said in JSON, or what JSON says is no such tensor. */
export class JsonTensorError extends Error {
  override readonly name = 'JsonTensorError';
}

/** The protocol has no JSON for half-precision numbers. */
export const NOT_IN_JSON: ReadonlySet<Datatype> = new Set(['FP16']);

/** The elements as the text of a flat JSON array; 64-bit numbers with all their digits. @throws JsonTensorError */
export function toJsonArray(tensor: PayloadTensor): string {
  const { name, datatype, data } = tensor;
  if (datatype === 'BYTES') return JSON.stringify(splitBytes(data).map((bytes) => textOf(name, bytes)));
  const values = tensorValues(tensor, datatype);
  if (datatype === 'BOOL') return JSON.stringify(Array.from(values as Uint8Array, (value) => value !== 0));
  const text = values.join(',');
  if (/[NI]/.test(text)) throw new JsonTensorError(`${name} holds NaN or infinity, which JSON can't say`);
  return `[${text}]`;
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonTensorError(`${name} holds bytes that are no UTF-8, which JSON can't say`);
  }
}

/** The opposite; nested arrays are taken as flat. @throws JsonTensorError */
export function fromJsonArray(
  { name, datatype, shape }: Omit<PayloadTensor, 'data'>,
  data: readonly unknown[],
): PayloadTensor {
  const values = data.some(Array.isArray) ? (data.flat(Number.POSITIVE_INFINITY) as unknown[]) : data;
  if (datatype === 'BYTES') {
    const encoder = new TextEncoder();
    const texts = values.map((value, i) => {
      if (typeof value !== 'string') throw wrong(name, i, value, 'text');
      return encoder.encode(value);
    });
    return { name, datatype, shape, data: joinBytes(texts) };
  }
  return tensorOf(name, datatype, shape, numbers(name, datatype, values) as never);
}

const INTEGERS = {
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
} as const;
const BIG_INTEGERS = { UINT64: BigUint64Array, INT64: BigInt64Array } as const;

function numbers(name: string, datatype: NumericDatatype, values: readonly unknown[]) {
  if (datatype === 'FP16') throw new JsonTensorError(`${name} is FP16, which JSON can't say`);
  if (datatype === 'BOOL') {
    return Uint8Array.from(values, (value, i) => {
      if (typeof value !== 'boolean' && value !== 0 && value !== 1) throw wrong(name, i, value, 'a boolean');
      return Number(value);
    });
  }
  if (datatype === 'FP32' || datatype === 'FP64') {
    const read = (value: unknown, i: number) => {
      if (typeof value !== 'number') throw wrong(name, i, value, 'a number');
      return value;
    };
    return datatype === 'FP32' ? Float32Array.from(values, read) : Float64Array.from(values, read);
  }
  const integers = values.map((value, i) => {
    if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) throw wrong(name, i, value, datatype);
    return value as number | bigint;
  });
  if (datatype === 'UINT64' || datatype === 'INT64') {
    const big = BIG_INTEGERS[datatype].from(integers.map(BigInt));
    return whole(name, datatype, big, integers);
  }
  return whole(name, datatype, INTEGERS[datatype].from(integers.map(Number)), integers);
}

/** Typed arrays wrap what is too large for them. */
function whole<A extends ArrayLike<number | bigint>>(
  name: string,
  datatype: string,
  array: A,
  from: readonly (number | bigint)[],
): A {
  const i = from.findIndex((value, at) => BigInt(value) !== BigInt(array[at] ?? 0));
  if (i >= 0) throw wrong(name, i, from[i], datatype);
  return array;
}

function wrong(name: string, i: number, value: unknown, wanted: string): JsonTensorError {
  return new JsonTensorError(`${name}: element ${i} is ${String(value)}, not ${wanted}`);
}

/** JSON whose integers beyond 2⁵³ come as bigint. For answers with 64-bit tensors: it is slower than `JSON.parse`. */
export function parseWithBigIntegers(text: string): unknown {
  const revive = (_: string, value: unknown, { source }: { readonly source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
      ? BigInt(source ?? '')
      : value;
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
}
