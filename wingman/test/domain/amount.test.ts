import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatAiro, parseAiro } from '../../src/domain/amount.ts';

describe('an amount of AIRO', () => {
  it('comes back from its text, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (planck) => {
        expect(parseAiro(formatAiro(planck))).toBe(planck);
      }),
    );
  });

  it.each([
    ['0', 0n],
    ['1', 10n ** 12n],
    ['0.01', 10n ** 10n],
    ['0.000000000001', 1n],
    ['12.5', 12_500_000_000_000n],
  ])('%s is %s planck', (text, planck) => {
    expect(parseAiro(text)).toBe(planck);
    expect(formatAiro(planck)).toBe(text);
  });

  it('below zero has its sign in front', () => {
    expect(formatAiro(-15n * 10n ** 11n)).toBe('-1.5');
  });
});
