import { describe, expect, it } from '@jest/globals';
import { gathered } from '../../src/domain/gathered.ts';

describe('gathered', () => {
  it('works on what comes together in one call, each with its own result', async () => {
    const calls: (readonly number[])[] = [];
    const double = gathered(async (items: readonly number[]) => {
      calls.push(items);
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
    expect(await double(4)).toBe(8);
    expect(calls).toEqual([[1, 2, 3], [4]]);
  });

  it('keeps what comes during a call for the next one', async () => {
    const calls: (readonly string[])[] = [];
    let go: () => void = () => {};
    const started = Promise.withResolvers<void>();
    const work = gathered(async (items: readonly string[]) => {
      calls.push(items);
      started.resolve();
      if (calls.length === 1) await new Promise<void>((resolve) => (go = resolve));
      return items;
    });
    const first = work('a');
    await started.promise;
    const rest = [work('b'), work('c')];
    go();
    expect(await Promise.all([first, ...rest])).toEqual(['a', 'b', 'c']);
    expect(calls).toEqual([['a'], ['b', 'c']]);
  });

  it('fails those of the call that failed, and no others', async () => {
    const work = gathered(async (items: readonly number[]) => {
      if (items.includes(1)) throw new TypeError('one');
      return items;
    });
    const results = await Promise.allSettled([work(1), work(2)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await work(2)).toBe(2);
  });
});
