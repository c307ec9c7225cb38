import { describe, expect, it } from '@jest/globals';
import { readRate } from '../../../src/domain/pricing/read-rate.ts';
import { isPlausible } from '../../../src/domain/pricing/usd.ts';

describe('the price of AIRO', () => {
  it.each([
    ['a number', '2.5\n', '', 2_500_000_000_000n],
    ['a whole number', '3', '', 3_000_000_000_000n],
    ['more places than count', '0.0000000000019', '', 1n],
    ['a number in JSON', '{"airo":{"usd":0.25}}', '/airo/usd', 250_000_000_000n],
    ['a text in JSON', '{"airo/usd":["0.25"]}', '/airo~1usd/0', 250_000_000_000n],
    ['a number that JavaScript writes with an exponent', '{"p":1e-7}', '/p', 100_000n],
  ])('is read from %s', (_, text, pointer, expected) => {
    expect(readRate(text, pointer)).toBe(expected);
  });

  it.each([
    ['nothing', '', ''],
    ['zero', '0.0', ''],
    ['less than can be counted', '0.0000000000001', ''],
    ['a negative number', '-1', ''],
    ['words', 'cheap', ''],
    ['an exponent', '1e9', ''],
    ['no JSON', '2.5', '/p/x'],
    ['broken JSON', '{"p":', '/p'],
    ['JSON without it', '{"p":1}', '/q'],
    ['an inherited member', '{"p":1}', '/constructor/name'],
    ['something else at the pointer', '{"p":{}}', '/p'],
  ])('is not read from %s', (_, text, pointer) => {
    expect(() => readRate(text, pointer)).toThrow(expect.objectContaining({ code: 'USD_RATE_UNREADABLE' }));
  });

  it.each([
    [100n, true],
    [200n, true],
    [201n, false],
    [50n, true],
    [49n, false],
  ])('of %i is believed after 100: %s', (picoUsd, believed) => {
    expect(isPlausible({ picoUsd, at: 1 }, { picoUsd: 100n, at: 0 })).toBe(believed);
  });
});
