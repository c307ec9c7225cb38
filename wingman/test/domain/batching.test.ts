import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBatchable, itemShape, planBatches } from '../../src/domain/batch-plan.ts';
import { joinTensors, splitTensors } from '../../src/domain/tensor-batch.ts';
import { joinBytes, type PayloadTensor, tensorOf } from '../../src/schemas/index.ts';
import { sampleManifest } from '../fakes/sample-manifest.ts';

describe('a plan of batches', () => {
  it('holds every item once, in order, within the best size unless an item alone is larger', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20 })),
        fc.integer({ min: 1, max: 16 }),
        (units, best) => {
          const batches = planBatches(units, best);
          expect(batches.flat()).toEqual(units.map((_, i) => i));
          for (const batch of batches) {
            const size = batch.reduce((sum, i) => sum + (units[i] ?? 0), 0);
            expect(size <= best || batch.length === 1).toBe(true);
          }
        },
      ),
    );
  });

  it('puts nothing together for a model whose first axis is fixed', () => {
    const [input] = sampleManifest().inputs;
    expect(isBatchable(sampleManifest())).toBe(true);
    expect(isBatchable(sampleManifest({ inputs: input ? [{ ...input, shape: [1, 4] }] : [] }))).toBe(false);
    expect(planBatches([1, 1], 1)).toEqual([[0], [1]]);
  });

  it('tells tensors apart whose items have different shapes', () => {
    const tensor = (shape: number[]): PayloadTensor => ({
      name: 'x',
      datatype: 'UINT8',
      shape,
      data: new Uint8Array(),
    });
    expect(itemShape([tensor([1, 3])])).toBe(itemShape([tensor([9, 3])]));
    expect(itemShape([tensor([1, 3])])).not.toBe(itemShape([tensor([1, 4])]));
  });
});

describe('joined tensors', () => {
  const numbers = (rows: number, from: number) =>
    tensorOf(
      'x',
      'INT16',
      [rows, 2],
      Int16Array.from({ length: rows * 2 }, (_, i) => from + i),
    );
  const words = (rows: number, letter: string): PayloadTensor => ({
    name: 'w',
    datatype: 'BYTES',
    shape: [rows, 1],
    data: joinBytes(Array.from({ length: rows }, (_, i) => new TextEncoder().encode(letter.repeat(i + 1)))),
  });

  it('come apart as they were, whatever their rows and kinds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }), (rows) => {
        const items = rows.map((count, i) => [numbers(count, i * 100), words(count, 'abcdef'[i] ?? 'z')]);
        const parts = splitTensors(joinTensors(items), rows);
        expect(parts.map((part) => part.map((t) => [t.shape, [...t.data]]))).toEqual(
          items.map((item) => item.map((t) => [t.shape, [...t.data]])),
        );
      }),
    );
  });
});
