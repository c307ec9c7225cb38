import { describe, expect, it } from '@jest/globals';
import { inBatches } from '../../src/pipeline/in-batches.ts';

async function* numbers(count: number, failAt = -1) {
  for (let n = 0; n < count; n += 1) {
    if (n === failAt) throw new TypeError('broken');
    yield n;
  }
}
const all = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('batches', () => {
  it('hold everything once and in order, at most so many at a time', async () => {
    const seen: number[] = [];
    for await (const batch of inBatches(numbers(1_000), 7)) {
      expect(batch.length).toBeLessThanOrEqual(7);
      seen.push(...batch);
    }
    expect(seen).toEqual(all(1_000));
  });

  it('come before the failure of what is behind them', async () => {
    const seen: number[] = [];
    const read = async () => {
      for await (const batch of inBatches(numbers(10, 5), 3)) seen.push(...batch);
    };
    await expect(read()).rejects.toThrow('broken');
    expect(seen).toEqual(all(5));
  });
});
