import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { Money, shorten } from '../../src/components/money.tsx';

describe('money', () => {
  it.each([
    ['0', 6, '0'],
    ['0.008', 6, '0.008'],
    ['1234567.5', 2, '1,234,567.5'],
    ['1.23456789', 4, '1.2345'],
    ['0.000000000001', 6, '0.000000000001'],
    ['0.000000123', 6, '0.0000001'],
    ['-12.5', 2, '-12.5'],
  ])('%s with %i digits reads %s', (exact, digits, text) => {
    expect(shorten(exact, digits)).toBe(text);
  });

  it('in planck is shown in AIRO, exact in its title', () => {
    render(<Money airo={1_500_000_000_001n} digits={2} />);
    expect(screen.getByTitle('1.500000000001 AIRO').textContent).toBe('1.5 AIRO');
  });
});
