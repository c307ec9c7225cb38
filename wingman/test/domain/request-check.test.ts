import { describe, expect, it } from '@jest/globals';
import { checkRequest, inManifestOrder } from '../../src/domain/request-check.ts';
import { type ModelManifest, type PayloadTensor, tensorOf } from '../../src/schemas/index.ts';
import { sampleManifest } from '../fakes/sample-manifest.ts';

const image = (items: number, name = 'image'): PayloadTensor =>
  tensorOf(name, 'UINT8', [items, 1, 2, 2], new Uint8Array(items * 4));
const two: Partial<ModelManifest> = {
  inputs: [
    { name: 'image', datatype: 'UINT8', shape: [-1, 1, 2, 2] },
    { name: 'mask', datatype: 'UINT8', shape: [-1, 1, 2, 2] },
  ],
};

describe('a request', () => {
  it('that is what the manifest asks for passes', () => {
    expect(checkRequest([image(3)], sampleManifest(), 3)).toBeNull();
    expect(checkRequest([image(2, 'mask'), image(2)], sampleManifest(two), 2)).toBeNull();
  });

  it('of a model without batch axis is one unit', () => {
    const manifest = sampleManifest({ inputs: [{ name: 'image', datatype: 'UINT8', shape: [1, 1, 2, 2] }] });
    expect(checkRequest([image(1)], manifest, 1)).toBeNull();
    expect(checkRequest([image(1)], manifest, 2)).toMatchObject({ code: 'PayloadInvalid' });
  });

  const bad: [string, PayloadTensor[], number, string][] = [
    ['one tensor too many', [image(1), image(1, 'more')], 1, 'PayloadInvalid'],
    ['no tensor', [], 1, 'PayloadInvalid'],
    ['a tensor of another name', [image(1, 'picture')], 1, 'PayloadInvalid'],
    ['another datatype', [tensorOf('image', 'INT8', [1, 1, 2, 2], new Int8Array(4))], 1, 'PayloadInvalid'],
    ['another shape', [tensorOf('image', 'UINT8', [1, 2, 2, 1], new Uint8Array(4))], 1, 'PayloadInvalid'],
    ['fewer dimensions', [tensorOf('image', 'UINT8', [4], new Uint8Array(4))], 1, 'PayloadInvalid'],
    ['fewer items than declared', [image(1)], 2, 'PayloadInvalid'],
    ['more items than declared', [image(2)], 1, 'PayloadInvalid'],
    ['more items than a batch takes', [image(65)], 65, 'TooLarge'],
  ];
  it.each(bad)('with %s is refused', (_, tensors, units, code) => {
    expect(checkRequest(tensors, sampleManifest(), units)).toMatchObject({
      code,
      reason: expect.any(String),
    });
  });

  it('whose tensors hold different numbers of items is refused', () => {
    expect(checkRequest([image(1), image(2, 'mask')], sampleManifest(two), 1)).toMatchObject({
      code: 'PayloadInvalid',
    });
  });

  it('is put into the manifest’s order', () => {
    const ordered = inManifestOrder([image(1, 'mask'), image(1)], sampleManifest(two));
    expect(ordered.map((t) => t.name)).toEqual(['image', 'mask']);
  });
});
