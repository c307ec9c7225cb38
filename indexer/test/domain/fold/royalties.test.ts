import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sharesOf } from '../../../src/domain/fold/royalties.ts';

type Line = readonly { owner: string | null; share: number }[];

/** Models 0, 1, 2 …, each made from the next one. */
const line = (models: Line) =>
  new Map(
    models.map(({ owner, share }, id) => {
      const parent = id + 1 < models.length ? id + 1 : null;
      return [id, { id, owner, parent, parentShare: parent === null ? null : share }];
    }),
  );

describe('a royalty', () => {
  it.each<[string, Line, bigint, (number | string | null | bigint)[][]]>([
    ['is its owner’s', [{ owner: 'a', share: 0 }], 9n, [[0, 'a', 9n]]],
    [
      'is shared with the parent, rounded for the child',
      [
        { owner: 'a', share: 0.5 },
        { owner: 'b', share: 0 },
      ],
      9n,
      [
        [0, 'a', 5n],
        [1, 'b', 4n],
      ],
    ],
    [
      'goes past a model that passes everything on, and nobody’s share is told as nobody’s',
      [
        { owner: 'a', share: 0.1 },
        { owner: 'b', share: 1 },
        { owner: null, share: 0 },
      ],
      1_000n,
      [
        [0, 'a', 900n],
        [2, null, 100n],
      ],
    ],
    ['of nothing goes to nobody', [{ owner: 'a', share: 0 }], 0n, []],
  ])('%s', (_, models, royalty, shares) => {
    expect(sharesOf(line(models), 0, royalty).map((s) => [s.model, s.owner, s.amount])).toEqual(shares);
  });

  it('reaches three models above at most, is never more than it was, and is all there with a line that ends', () => {
    const one = fc.record({ owner: fc.constant('a'), share: fc.integer({ min: 0, max: 1_000_000_000 }) });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 7 }),
        fc.bigInt(0n, 10n ** 30n),
        (models, royalty) => {
          const shares = sharesOf(line(models.map((m) => ({ ...m, share: m.share / 1e9 }))), 0, royalty);
          const sum = shares.reduce((total, { amount }) => total + amount, 0n);
          expect(Math.max(0, ...shares.map(({ model }) => model))).toBeLessThanOrEqual(3);
          expect(shares.every(({ amount }) => amount > 0n)).toBe(true);
          if (models.length <= 4) expect(sum).toBe(royalty);
          else expect(sum).toBeLessThanOrEqual(royalty);
        },
      ),
    );
  });
});
