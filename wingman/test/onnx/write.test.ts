import { describe, expect, it } from '@jest/globals';
import { inspectOnnx, writeOnnx } from '../../src/onnx/index.ts';

describe('writeOnnx', () => {
  it('writes what inspectOnnx reads', async () => {
    const file = writeOnnx({
      name: 'scale',
      opset: 13,
      inputs: [{ name: 'x', shape: ['N', 2] }],
      outputs: [{ name: 'y', shape: ['N', 3] }],
      weights: [{ name: 'w', dims: [3, 2], values: Float32Array.from([1, 2, 3, 4, 5, 6]) }],
      nodes: [{ op: 'Gemm', inputs: ['x', 'w'], outputs: ['y'], attributes: { transB: 1 } }],
    });
    const { opset, inputs, outputs } = await inspectOnnx(file);
    expect({ opset, inputs, outputs }).toEqual({
      opset: 13,
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }],
      outputs: [{ name: 'y', datatype: 'FP32', shape: [-1, 3] }],
    });
  });
});
