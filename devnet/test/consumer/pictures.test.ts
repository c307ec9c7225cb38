import { decodePayload, encodePayload, type ModelManifest, tensorValues } from '@airo/wingman/schemas';
import { describe, expect, it } from '@jest/globals';
import { classesOf } from '../../src/consumer/answer.ts';
import { encodeRequest, loadPictures } from '../../src/consumer/pictures.ts';

const manifest = (datatype: string, shape: readonly number[]) =>
  ({ name: 'test', inputs: [{ name: 'image', datatype, shape }] }) as unknown as ModelManifest;

const fp32 = (rows: number[][]) => {
  const data = new Uint8Array(Float32Array.from(rows.flat()).buffer);
  return { name: 'logits', datatype: 'FP32' as const, shape: [rows.length, rows[0]?.length ?? 0], data };
};
const answer = (rows: number[][]) =>
  encodePayload({ kind: 'response', model: 'test', tensors: [fp32(rows)] });

describe('pictures', () => {
  it('are 28 × 28 with a label each, and start again behind the last', async () => {
    const pictures = await loadPictures();
    expect(pictures.image(511)).toHaveLength(784);
    expect(pictures.image(512)).toEqual(pictures.image(0));
    expect(pictures.label(0)).toBe(9);
  });

  it('go out as they are for UINT8 and scaled to 0..1 for FP32', () => {
    const image = new Uint8Array(784).fill(255);
    const [grey] = decodePayload(encodeRequest([image, image], manifest('UINT8', [-1, 1, 28, 28])), {
      kind: 'request',
    }).tensors;
    expect(grey?.shape).toEqual([2, 1, 28, 28]);
    expect(grey?.data).toHaveLength(2 * 784);
    const [scaled] = decodePayload(encodeRequest([image], manifest('FP32', [-1, 1, 28, 28])), {
      kind: 'request',
    }).tensors;
    expect(scaled && tensorValues(scaled, 'FP32')[783]).toBe(1);
  });

  it.each([
    ['INT64', [-1, 1, 28, 28]],
    ['UINT8', [-1, 3, 32, 32]],
  ])('are refused by a model that takes %s %j', (datatype, shape) => {
    expect(() => encodeRequest([new Uint8Array(784)], manifest(datatype, shape))).toThrow(
      expect.objectContaining({ code: 'MODEL_UNSUITED' }),
    );
  });
});

describe('answers', () => {
  it('name the class with the highest logit of each picture', () => {
    expect(
      classesOf(
        answer([
          [0, 3, 1],
          [-5, -9, -4],
        ]),
        2,
      ),
    ).toEqual([1, 2]);
  });

  it('for another number of pictures are refused', () => {
    expect(() => classesOf(answer([[0, 3, 1]]), 2)).toThrow(
      expect.objectContaining({ code: 'ANSWER_UNSUITED' }),
    );
  });

  it('that are no number are refused', () => {
    expect(() => classesOf(answer([[Number.NaN, 3]]), 1)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^PAYLOAD_/) }),
    );
  });
});
