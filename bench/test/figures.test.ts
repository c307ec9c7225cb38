import { describe, expect, it } from '@jest/globals';
import { callsPerBlock, fitting, median, perCall, percentile, type TimedBlock } from '../src/figures.ts';

const block = (calls: number, ms: number, full = false): TimedBlock => ({
  calls,
  constructMs: ms,
  importMs: 2 * ms,
  full,
});

describe('percentile', () => {
  it.each([
    [[], 50, Number.NaN],
    [[7], 50, 7],
    [[3, 1, 2], 50, 2],
    [[1, 2, 3, 4], 50, 3],
    [[1, 2, 3, 4], 95, 4],
    [[1, 2, 3, 4], 100, 4],
    [[10, 9], 0, 9],
  ])('of %p at %p is %p', (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected);
  });

  it('sorts by size, not by spelling, and leaves the values as they are', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });
});

describe('callsPerBlock', () => {
  it('is the mean of the full blocks alone', () => {
    expect(callsPerBlock([block(20, 1), block(100, 1, true), block(110, 1, true), block(300, 1)])).toBe(105);
  });

  it('is the most that came together when no block was full', () => {
    expect(callsPerBlock([block(20, 1), block(30, 1)])).toBe(30);
    expect(callsPerBlock([])).toBe(0);
  });
});

describe('perCall', () => {
  it('shares what the blocks took beyond idle ones among their calls', () => {
    expect(perCall([block(10, 21), block(30, 61)], 'constructMs', 1)).toBe(2);
    expect(perCall([block(10, 21), block(30, 61)], 'importMs', 2)).toBe(4);
  });

  it('counts a block that was faster than an idle one as nothing, not as less', () => {
    expect(perCall([block(5, 1), block(5, 21)], 'constructMs', 11)).toBe(1);
  });
});

describe('fitting', () => {
  it('counts whole calls', () => {
    expect(fitting(750, 100)).toBe(7);
    expect(fitting(750, 751)).toBe(0);
  });
});
