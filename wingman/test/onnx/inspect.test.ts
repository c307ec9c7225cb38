import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { inspectOnnx } from '../../src/onnx/index.ts';
import { bytes, int, onnxFile, text, weight } from '../fakes/onnx-file.ts';

const FLOAT = 1;
const INT64 = 7;
const raw = (values: ArrayBufferView) => bytes(9, new Uint8Array(values.buffer, 0, values.byteLength));
const packed = (id: number, values: ArrayBufferView) =>
  bytes(id, new Uint8Array(values.buffer, 0, values.byteLength));

describe('inspecting an ONNX file', () => {
  it('tells its inputs, outputs, operator set and how much it holds', async () => {
    const file = onnxFile({
      inputs: [{ name: 'x', type: 2, shape: ['N', 1, 0] }, { name: 'w' }],
      outputs: [{ name: 'y', type: 8, shape: [4] }],
      weights: [weight('w', [2, 2], FLOAT, raw(Float32Array.of(1, 2, 3, 4)))],
    });
    expect(await inspectOnnx(file)).toMatchObject({
      graphName: 'test',
      producer: 'airo-test',
      opset: 13,
      inputs: [{ name: 'x', datatype: 'UINT8', shape: [-1, 1, -1] }],
      outputs: [{ name: 'y', datatype: 'BYTES', shape: [4] }],
      nodes: 1,
      parameters: 4,
    });
  });

  const bad: [string, string, () => Uint8Array][] = [
    ['a text', 'ONNX_NOT_A_MODEL', () => new TextEncoder().encode('{"model":"resnet"}')],
    ['0 bytes', 'ONNX_NOT_A_MODEL', () => new Uint8Array()],
    ['a cut file', 'ONNX_NOT_A_MODEL', () => onnxFile().subarray(0, 30)],
    ['a file without operator set', 'ONNX_NOT_A_MODEL', () => onnxFile({ domain: 'com.example' })],
    [
      'weights that are cut',
      'ONNX_NOT_A_MODEL',
      () => onnxFile({ weights: [weight('w', [3], FLOAT, raw(Float32Array.of(1)))] }),
    ],
    ['an operator set of the future', 'ONNX_OPSET_UNSUPPORTED', () => onnxFile({ opset: 999 })],
    ['an operator set of the past', 'ONNX_OPSET_UNSUPPORTED', () => onnxFile({ opset: 3 })],
    ['an operator set beyond counting', 'ONNX_OPSET_UNSUPPORTED', () => onnxFile({ opset: 2 ** 60 })],
    [
      'weights in another file',
      'ONNX_EXTERNAL_DATA',
      () => onnxFile({ weights: [weight('w', [1], FLOAT, int(14, 1))] }),
    ],
    ['a complex input', 'ONNX_UNSUPPORTED_TENSOR', () => onnxFile({ inputs: [{ name: 'x', type: 14 }] })],
    [
      'an input without shape',
      'ONNX_UNSUPPORTED_TENSOR',
      () => onnxFile({ inputs: [{ name: 'x', shape: null }] }),
    ],
    [
      'a weight in bfloat16',
      'ONNX_UNSUPPORTED_TENSOR',
      () => onnxFile({ weights: [weight('w', [1], 16, raw(new Uint8Array(2)))] }),
    ],
  ];
  it.each(bad)('refuses %s as %s', async (_, code, file) => {
    await expect(inspectOnnx(file())).rejects.toMatchObject({ code });
  });
});

describe('the root of the weights', () => {
  const root = async (...weights: Uint8Array[]) => (await inspectOnnx(onnxFile({ weights }))).weightsRoot;
  const sha = (...parts: (string | Uint8Array)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };

  it('is what its definition says', async () => {
    const leaf = (name: string, value: number) => {
      const head = Buffer.alloc(1 + 4 + 1 + 4 + 4 + 4 + 8);
      head.writeUInt32LE(1, 1);
      head.write(name, 5);
      head.writeUInt32LE(4, 6);
      head.write('FP32', 10);
      head.writeUInt32LE(1, 14);
      head.writeBigInt64LE(1n, 18);
      return sha(head, new Uint8Array(Float32Array.of(value).buffer));
    };
    const node = (left: Uint8Array, right: Uint8Array) => sha(Uint8Array.of(1), left, right);
    const weights = (['c', 'a', 'b'] as const).map((name, i) =>
      weight(name, [1], FLOAT, raw(Float32Array.of(i))),
    );
    const expected = node(node(leaf('a', 1), leaf('b', 2)), leaf('c', 0));
    expect(await root(...weights)).toBe(`0x${expected.toString('hex')}`);
    expect(await root()).toBe(`0x${sha('').toString('hex')}`);
  });

  const forms: [string, number, Uint8Array, Uint8Array][] = [
    ['FP32', FLOAT, packed(4, Float32Array.of(1, -2)), raw(Float32Array.of(1, -2))],
    ['FP64', 11, packed(10, Float64Array.of(1, -2)), raw(Float64Array.of(1, -2))],
    [
      'INT64',
      INT64,
      bytes(7, Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)),
      raw(BigInt64Array.of(1n, -1n)),
    ],
    ['UINT64', 13, bytes(11, Uint8Array.of(1, 2)), raw(BigUint64Array.of(1n, 2n))],
    ['UINT32', 12, bytes(11, Uint8Array.of(1, 2)), raw(Uint32Array.of(1, 2))],
    ['INT32', 6, bytes(5, Uint8Array.of(1, 2)), raw(Int32Array.of(1, 2))],
    ['INT16', 5, bytes(5, Uint8Array.of(1, 2)), raw(Int16Array.of(1, 2))],
    ['BOOL', 9, bytes(5, Uint8Array.of(1, 0)), raw(Uint8Array.of(1, 0))],
  ];
  it.each(forms)(
    'is the same for %s whichever field of the file holds the numbers',
    async (_, type, typed, rawField) => {
      expect(await root(weight('w', [2], type, typed))).toBe(await root(weight('w', [2], type, rawField)));
    },
  );

  it('tells names, shapes and values apart', async () => {
    const data = raw(Float32Array.of(1, 2, 3, 4));
    const roots = await Promise.all([
      root(weight('w', [4], FLOAT, data)),
      root(weight('v', [4], FLOAT, data)),
      root(weight('w', [2, 2], FLOAT, data)),
      root(weight('w', [4], 6, data)),
      root(weight('w', [4], FLOAT, raw(Float32Array.of(1, 2, 3, 5)))),
      root(weight('w', [1], 8, text(6, 'abcd'))),
    ]);
    expect(new Set(roots).size).toBe(roots.length);
  });
});
