import { describe, expect, it } from '@jest/globals';
import { inOrderAhead } from '../../src/adapters/chain/in-order-ahead.ts';
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

describe('reading ahead', () => {
  it('keeps the order, whatever is done first, and so many at work', async () => {
    let working = 0;
    let most = 0;
    const work = async (n: number) => {
      most = Math.max(most, ++working);
      for (let turns = n % 5; turns > 0; turns -= 1) await Promise.resolve();
      working -= 1;
      return n;
    };
    const seen: number[] = [];
    for await (const n of inOrderAhead(numbers(100), work, 4)) seen.push(n);
    expect(seen).toEqual(all(100));
    expect(most).toBeLessThanOrEqual(4);
  });

  it.each([
    ['the source', numbers(10, 5), async (n: number) => n],
    [
      'the work',
      numbers(10),
      async (n: number) => {
        if (n === 5) throw new TypeError('broken');
        return n;
      },
    ],
  ])('tells a failure of %s after what is before it', async (_, source, work) => {
    const seen: number[] = [];
    const read = async () => {
      for await (const n of inOrderAhead(source, work, 3)) seen.push(n);
    };
    await expect(read()).rejects.toThrow('broken');
    expect(seen).toEqual(all(5));
  });
});
