import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatAiro, parseAiro } from '../../src/model/amount.ts';

describe('amounts of AIRO', () => {
  it.each([
    ['0', 0n],
    ['0.008', 8_000_000_000n],
    ['1', 1_000_000_000_000n],
    ['12.000000000001', 12_000_000_000_001n],
  ])('read %s as planck', (text, amount) => {
    expect(parseAiro(text)).toBe(amount);
    expect(formatAiro(amount)).toBe(text);
  });

  it('show a minus in front of the whole', () => {
    expect(formatAiro(-500_000_000_000n)).toBe('-0.5');
  });

  it('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 21n }),
        (amount) => parseAiro(formatAiro(amount)) === amount,
      ),
    );
  });
});
