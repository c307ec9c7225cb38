import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canonicalJson,
  encodeManifest,
  type ModelManifest,
  manifestHash,
  parseManifest,
} from '../../src/schemas/index.ts';
import { sampleManifest } from '../fakes/sample-manifest.ts';
import { chatManifest, embeddingsManifest } from '../fakes/text-manifests.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(canonicalJson(value as never));

describe('canonical JSON', () => {
  it('is the same whatever the order of the keys, and means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as never);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
    expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[{"d":1}]}');
  });
});

describe('a model manifest', () => {
  it('comes back from its canonical bytes', async () => {
    const manifest = sampleManifest();
    expect(parseManifest(encodeManifest(manifest))).toEqual(manifest);
    for (const opaque of [chatManifest(), embeddingsManifest()]) {
      expect(parseManifest(encodeManifest(opaque))).toEqual(JSON.parse(JSON.stringify(opaque)));
    }
    expect(await manifestHash(manifest)).toMatch(/^0x[0-9a-f]{64}$/);
  });

  const bad: [string, string, (m: ModelManifest) => Uint8Array][] = [
    ['no JSON', 'MANIFEST_NOT_JSON', () => new TextEncoder().encode('{')],
    ['no UTF-8', 'MANIFEST_NOT_JSON', () => Uint8Array.of(0xff)],
    ['spaces', 'MANIFEST_NOT_CANONICAL', (m) => new TextEncoder().encode(JSON.stringify(m, null, 1))],
    ['an unknown field', 'MANIFEST_INVALID', (m) => bytesOf({ ...m, extra: 1 })],
    ['a missing field', 'MANIFEST_INVALID', (m) => bytesOf({ ...m, license: undefined })],
    ['another format', 'MANIFEST_INVALID', (m) => bytesOf({ ...m, format: 'pickle' })],
    [
      'ONNX without operator set',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, runtime: { ...m.runtime, opset: undefined } }),
    ],
    [
      'ONNX for another runtime',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, runtime: { ...m.runtime, name: 'vllm' } }),
    ],
    ['an opaque file with a weights root', 'MANIFEST_INVALID', (m) => bytesOf({ ...m, format: 'opaque' })],
    ['a negative temperature', 'MANIFEST_INVALID', (m) => bytesOf({ ...m, generation: { temperature: -1 } })],
    [
      'two inputs of one name',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, inputs: [...m.inputs, ...m.inputs] }),
    ],
    [
      'a dimension of 0',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, outputs: [{ ...m.outputs[0], shape: [0] }] }),
    ],
    ['an output without tolerance', 'MANIFEST_INVALID', (m) => bytesOf({ ...m, tolerance: {} })],
    [
      'a tolerance without output',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, tolerance: { ...m.tolerance, x: { exact: true } } }),
    ],
    [
      'two tolerances in one',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, tolerance: { logits: { relative: 0.1, absolute: 1 } } }),
    ],
    [
      'a hash in upper case',
      'MANIFEST_INVALID',
      (m) => bytesOf({ ...m, weightsRoot: `0x${'A'.repeat(64)}` }),
    ],
  ];
  it.each(bad)('with %s is %s', (_, code, make) => {
    expect(() => parseManifest(make(sampleManifest()))).toThrow(expect.objectContaining({ code }));
  });
});
