import { Tensor } from 'onnxruntime-node';
import { type Datatype, joinBytes, splitBytes, tensorValues } from '../../../schemas/index.ts';
import type { WireTensor } from './worker-protocol.ts';

/** ONNX Runtime's names. */
const TYPES = {
  BOOL: 'bool',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FP16: 'float16',
  FP32: 'float32',
  FP64: 'float64',
  BYTES: 'string',
} as const satisfies Record<Datatype, Tensor.Type>;

export function toOnnx(tensor: WireTensor): Tensor {
  const { datatype, shape } = tensor;
  if (datatype === 'BYTES') {
    const texts = splitBytes(tensor.data).map((bytes) => new TextDecoder().decode(bytes));
    return new Tensor('string', texts, shape);
  }
  const values = tensorValues(tensor, datatype);
  return new Tensor(TYPES[datatype], values as never, shape);
}

/**
 * Half-precision numbers as bits. Called once in each thread that runs models, before its first tensor: where the engine
 * has Float16Array, ONNX Runtime makes such arrays, and Node-API of Node 24.9 leaves their type unset when it asks.
 */
export function useBitsForHalves(): void {
  Reflect.deleteProperty(globalThis, 'Float16Array');
}

export function fromOnnx(name: string, datatype: Datatype, tensor: Tensor): WireTensor {
  return { name, datatype, shape: tensor.dims, data: bytesOf(tensor) };
}

function bytesOf(tensor: Tensor): Uint8Array<ArrayBuffer> {
  if (tensor.type === 'string') {
    const encoder = new TextEncoder();
    return joinBytes(
      (tensor.data as string[]).map((text) => encoder.encode(text)),
    ) as Uint8Array<ArrayBuffer>;
  }
  const { buffer, byteOffset, byteLength } = tensor.data as Uint8Array<ArrayBuffer>;
  // The runtime's memory can't be moved between threads: copy it once.
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}
