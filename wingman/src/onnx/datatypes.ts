import type { Datatype } from '../schemas/datatype.ts';

/** onnx.proto's TensorProto.DataType numbers. */
const DATATYPE_BY_ONNX: Readonly<Record<number, Datatype>> = {
  1: 'FP32',
  2: 'UINT8',
  3: 'INT8',
  4: 'UINT16',
  5: 'INT16',
  6: 'INT32',
  7: 'INT64',
  8: 'BYTES',
  9: 'BOOL',
  10: 'FP16',
  11: 'FP64',
  12: 'UINT32',
  13: 'UINT64',
};

/** undefined for types that the Open Inference Protocol doesn't have (complex, bfloat16, float8, int4). */
export function datatypeOf(onnx: number): Datatype | undefined {
  return DATATYPE_BY_ONNX[onnx];
}
