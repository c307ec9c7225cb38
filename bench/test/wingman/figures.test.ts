import { describe, expect, it } from '@jest/globals';
import { slopeOf } from '../../src/wingman/memory.ts';
import { rateOf } from '../../src/wingman/serve.ts';

describe('rateOf', () => {
  it('leaves out how a round begins and ends', () => {
    const steady = Array.from({ length: 100 }, (_, i) => ({ at: 5_000 + i * 100, count: 5 }));
    const answers = [{ at: 0, count: 5 }, ...steady, { at: 90_000, count: 5 }];
    expect(rateOf(answers)).toBeCloseTo(50);
  });

  it('of too few answers is none', () => {
    expect(rateOf([])).toBeNaN();
    expect(rateOf([{ at: 0, count: 10 }])).toBeNaN();
  });
});

describe('slopeOf', () => {
  it.each([
    [
      [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
      0,
    ],
    [
      [
        [0, 0],
        [1, 2],
        [2, 4],
      ],
      2,
    ],
    [
      [
        [0, 4],
        [2, 0],
      ],
      -2,
    ],
  ] as const)('of %j is %p', (points, slope) => {
    expect(slopeOf(points)).toBeCloseTo(slope);
  });
});
