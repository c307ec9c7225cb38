import { type Datatype, ELEMENT_BYTES } from '../schemas/datatype.ts';
import { joinBytes } from '../schemas/tensor-bytes.ts';
import { OnnxError } from './errors.ts';
import type { TensorProto } from './proto.ts';

/**
 * The raw little-endian elements of a weight, wherever the file keeps them (`raw_data` or a typed field), so that the same
 * weights always have the same bytes.
 */
export function initialiserBytes(tensor: TensorProto, datatype: Datatype): Uint8Array {
  if (datatype === 'BYTES') return joinBytes(tensor.stringData);
  if (tensor.rawData.length > 0) return Uint8Array.from(tensor.rawData);
  switch (datatype) {
    case 'FP32':
      return bytesOf(Float32Array.from(tensor.floatData));
    case 'FP64':
      return bytesOf(Float64Array.from(tensor.doubleData));
    case 'INT64':
      return bytesOf(BigInt64Array.from(tensor.int64Data));
    case 'UINT64':
    case 'UINT32':
      return unsigned(tensor.uint64Data, ELEMENT_BYTES[datatype]);
    default:
      return truncated(tensor.int32Data, datatype);
  }
}

/** onnx.proto: 32-bit and narrower integers, FP16 bits and booleans share `int32_data`. */
function truncated(values: readonly number[], datatype: Datatype): Uint8Array {
  const width = ELEMENT_BYTES[datatype];
  if (width === 4) return bytesOf(Int32Array.from(values));
  return width === 2 ? bytesOf(Uint16Array.from(values)) : Uint8Array.from(values);
}

function unsigned(values: readonly bigint[], width: 4 | 8): Uint8Array {
  return width === 8
    ? bytesOf(BigUint64Array.from(values))
    : bytesOf(Uint32Array.from(values, (v) => Number(BigInt.asUintN(32, v))));
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}

/** @throws OnnxError ONNX_NOT_A_MODEL when the bytes aren't exactly the shape's */
export function checkInitialiser(
  name: string,
  datatype: Datatype,
  shape: readonly number[],
  bytes: Uint8Array,
): void {
  const width = ELEMENT_BYTES[datatype];
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  if (width !== null && bytes.byteLength !== count * width) {
    throw new OnnxError(
      'ONNX_NOT_A_MODEL',
      `the weight ${name} has ${bytes.byteLength} bytes, its shape [${shape}] takes ${count * width}: the file is damaged`,
      { name },
    );
  }
}
