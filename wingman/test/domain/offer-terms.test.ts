import { describe, expect, it } from '@jest/globals';
import { isMeasuredHere, offerTerms } from '../../src/domain/offer-terms.ts';

describe('the terms of an offer', () => {
  const measured = offerTerms({ p50Ms: 9.2, p95Ms: 20.1, perSecond: 104.9 }, 16, 'cpu, 1 thread');

  it('are what was measured, in whole numbers of at least 1', () => {
    expect(measured).toEqual({
      p50Ms: 10,
      p95Ms: 21,
      perSecond: 104,
      maxBatch: 16,
      hardware: 'cpu, 1 thread',
    });
    expect(offerTerms({ p50Ms: 0.2, p95Ms: 0.3, perSecond: 0.5 }, 1, '')).toMatchObject({
      p50Ms: 1,
      p95Ms: 1,
      perSecond: 1,
    });
  });

  it.each([
    ['the same', {}, true],
    ['one of a busier hour', { p50Ms: 140, p95Ms: 380, perSecond: 6 }, true],
    ['one never measured', { p95Ms: 0 }, false],
    ['one of other batches', { maxBatch: 8 }, false],
    ['one of other hardware', { hardware: 'cuda' }, false],
  ])('%s, %j, was measured here: %s', (_, changes, expected) => {
    expect(isMeasuredHere({ ...measured, ...changes }, measured)).toBe(expected);
  });
});
