import { describe, expect, it } from '@jest/globals';
import { Permits } from '../../src/domain/permits.ts';

/** Work that ends when it is told to. */
function works(permits: Permits) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, count: number) =>
    permits.run(count, () => {
      started.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  return { started, start, end: (name: string) => ends.get(name)?.() };
}

describe('permits', () => {
  it('are taken first come, first served: a large one is not passed by small ones', async () => {
    const permits = new Permits(3);
    const { started, start, end } = works(permits);
    const all = [start('a', 2), start('big', 3), start('small', 1)];
    await Promise.resolve();
    expect(started).toEqual(['a']);
    end('a');
    await all[0];
    await Promise.resolve();
    expect(started).toEqual(['a', 'big']);
    expect(permits.free).toBe(0);
    end('big');
    await all[1];
    end('small');
    await all[2];
    expect(started).toEqual(['a', 'big', 'small']);
    expect(permits.free).toBe(3);
  });

  it('of which more are wanted than there are, are all of them', async () => {
    const permits = new Permits(2);
    expect(await permits.run(9, async () => permits.free)).toBe(0);
  });

  it('come back from work that fails', async () => {
    const permits = new Permits(1);
    await expect(permits.run(1, () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    expect(permits.free).toBe(1);
  });
});
