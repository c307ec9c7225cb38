import { describe, expect, it } from '@jest/globals';
import { type Sample, timesBetween } from '../../src/network/block-times.ts';

const before: Sample = { best: 7, constructS: 1, exhausted: 7, imported: 6, importS: 0.5 };

describe('timesBetween', () => {
  it('gives a new block all that was spent since the last sample', () => {
    expect(timesBetween(before, { ...before, best: 8, constructS: 1.25, exhausted: 8 }).constructed).toEqual([
      { number: 8, constructMs: 250, full: false },
    ]);
  });

  it('calls a block full when its author did not run out of transactions', () => {
    const [block] = timesBetween(before, { ...before, best: 8, constructS: 2 }).constructed;
    expect(block?.full).toBe(true);
  });

  it('shares the time evenly among blocks that came at once', () => {
    const after = { ...before, imported: 8, importS: 1.5 };
    expect(timesBetween(before, after).imported).toEqual([
      { number: 7, importMs: 500 },
      { number: 8, importMs: 500 },
    ]);
  });

  it('tells nothing of a side that did not advance', () => {
    expect(timesBetween(before, before)).toEqual({ constructed: [], imported: [] });
  });
});
