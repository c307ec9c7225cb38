import { describe, expect, it } from '@jest/globals';
import { parsed, told, written } from '../../src/features/network/parameter-value.ts';
import { PARAMETERS, type Unit } from '../../src/features/network/parameter-words.ts';

const unit = (unit: Unit, noun = '') => ({ unit, noun });

describe('a parameter', () => {
  it.each([
    [unit('share'), 10_000, '1 %'],
    [unit('share'), 12_345, '1.2345 %'],
    [unit('amount'), 100_000_000_000n, '0.1 AIRO'],
    [unit('amount'), 1n, '0.000000000001 AIRO'],
    [unit('time'), 200, '10 min (200 blocks)'],
    [unit('time'), 1, '3 s (1 block)'],
    [unit('time'), 0, 'none'],
    [unit('number', 'bids'), 10_000_000, '10,000,000 bids'],
    [unit('window'), { min: 20, max: 28_800 }, '1 min (20 blocks) to 1 day (28,800 blocks)'],
  ])('is told with its unit: %j %s', (parameter, value, text) => {
    expect(told(parameter, value, 3_000)).toBe(text);
  });

  it.each<[Unit, string[], ReturnType<typeof parsed>]>([
    ['share', ['1.5'], 15_000],
    ['share', ['100'], 1_000_000],
    ['share', ['100.0001'], null],
    ['share', ['-1'], null],
    ['share', ['0.00001'], null],
    ['amount', ['0.1'], 100_000_000_000n as never],
    ['amount', ['1e3'], null],
    ['amount', [''], null],
    ['time', [' 200 '], 200],
    ['time', ['1.5'], null],
    ['time', ['4294967296'], null],
    ['window', ['5', '50'], { min: 5, max: 50 }],
    ['window', ['50', '5'], null],
    ['window', ['5', ''], null],
    ['number', ['8'], 8],
  ])('of %s is read from %j', (of, texts, value) => {
    expect(parsed(of, texts)).toEqual(value);
  });

  it.each<[Unit, ReturnType<typeof parsed> & {}]>([
    ['share', 12_345],
    ['amount', 123n as never],
    ['time', 200],
    ['window', { min: 5, max: 50 }],
  ])('of %s reads back what it writes', (of, value) => {
    expect(parsed(of, written(of, value))).toEqual(value);
  });

  it('is called once', () => {
    const names = PARAMETERS.map(({ pallet, name }) => `${pallet}.${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('Providers.CoverageRatio');
  });
});
