import type { ChainParameters, ModelId } from '@airo/chain-types/model';
import { describe, expect, it } from '@jest/globals';
import { suggestedPrice } from '../../src/features/orders/suggested-price.ts';
import { specOf, usualWish, type Wish, worstCase, wrongIn } from '../../src/features/orders/wish.ts';

const bounds = { min: 10, max: 1_000 };
const parameters = {
  marketplace: {
    bidWindow: bounds,
    duration: bounds,
    responseWindow: bounds,
    challengeWindow: bounds,
    maxInferences: 5_000,
  },
} as ChainParameters;
const wish: Wish = usualWish(parameters, '0.02');

describe('a wish', () => {
  it('begins within what the chain allows', () => {
    expect(wrongIn(wish, parameters)).toEqual({});
    expect(wish.duration).toBe('1000');
  });

  it.each<[keyof Wish, string]>([
    ['inferences', '0'],
    ['inferences', '5001'],
    ['inferences', '1.5'],
    ['inferences', ''],
    ['maxPrice', '0'],
    ['maxPrice', '-1'],
    ['maxPrice', '1e3'],
    ['maxPrice', '0.0000000000001'],
    ['bidWindow', '9'],
    ['duration', '1001'],
    ['responseWindow', 'x'],
    ['challengeWindow', ''],
    ['minBond', 'much'],
    ['minScore', '101'],
  ])('with %s %p is told what would be right', (field, value) => {
    expect(Object.keys(wrongIn({ ...wish, [field]: value }, parameters))).toEqual([field]);
  });

  it('holds price times count at most, and goes on chain as it was typed', () => {
    expect(worstCase({ ...wish, inferences: '30' })).toBe(600_000_000_000n);
    expect(specOf({ ...wish, minScore: '40' }, 3 as ModelId, '0x01')).toMatchObject({
      model: 3,
      inferences: 100,
      maxPrice: 20_000_000_000n,
      minScore: 0.4,
      channelQuota: 0,
    });
  });
});

describe('the suggested limit', () => {
  const asked = (price: string) => ({ url: '', quote: { price } as never });
  it('has room over the dearest quote, else the last price, else the floor', () => {
    expect(suggestedPrice([asked('0.008'), asked('0.01')], '1', 1n)).toBe('0.015');
    expect(suggestedPrice([], '0.02', 1n)).toBe('0.03');
    expect(suggestedPrice([{ url: '', quote: null, problem: 'away' }], null, 2_000_000_000n)).toBe('0.012');
  });
});
