import type { Datatype } from './datatype.ts';
import { PayloadError } from './errors.ts';
import type { PayloadTensor } from './payload.ts';

const ARRAYS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  /** The bits; JavaScript has no half-precision numbers everywhere yet. */
  FP16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
} as const;

/** Datatypes whose elements are numbers. */
export type NumericDatatype = keyof typeof ARRAYS;
export type NumericValues<D extends NumericDatatype> = InstanceType<(typeof ARRAYS)[D]>;

function isNumeric(datatype: Datatype): datatype is NumericDatatype {
  return datatype !== 'BYTES';
}

/**
 * The elements as a typed array; shares the memory where alignment allows. Little-endian machines only, as all that Node
 * and browsers run on.
 * @throws PayloadError PAYLOAD_SIZE_MISMATCH when the tensor is of another datatype
 */
export function tensorValues<D extends NumericDatatype>(
  tensor: PayloadTensor,
  datatype: D,
): NumericValues<D> {
  if (tensor.datatype !== datatype || !isNumeric(tensor.datatype)) {
    throw new PayloadError('PAYLOAD_SIZE_MISMATCH', `${tensor.name} is ${tensor.datatype}, not ${datatype}`, {
      tensor: tensor.name,
    });
  }
  const type = ARRAYS[datatype];
  const { data } = tensor;
  const aligned = data.byteOffset % type.BYTES_PER_ELEMENT === 0 ? data : data.slice();
  return new type(
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    aligned.byteLength / type.BYTES_PER_ELEMENT,
  ) as NumericValues<D>;
}

/** A tensor from a typed array; shares its memory. */
export function tensorOf<D extends NumericDatatype>(
  name: string,
  datatype: D,
  shape: readonly number[],
  values: NumericValues<D>,
): PayloadTensor {
  const data = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  return { name, datatype, shape, data };
}
