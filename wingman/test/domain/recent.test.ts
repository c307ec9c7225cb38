import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Recent } from '../../src/domain/recent.ts';

describe('what happened last', () => {
  it('is whatever is kept within its limits, under numbers that never change', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(12), { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 30 }),
        (sizes, limit, maxSize) => {
          const recent = new Recent<{ n: number; size: number }>({
            ...{ session: 's', limit, maxSize, sizeOf: ({ size }) => size },
          });
          let n = 0;
          for (const size of sizes) {
            if (size <= maxSize) n++;
            recent.append({ n, size });
          }
          expect(recent.next).toBe(n + 1);
          const kept = Array.from({ length: recent.length }, (_, i) => recent.at(recent.first + i));
          expect(kept.map((value) => value?.n)).toEqual(kept.map((_, i) => recent.first + i));
          expect(kept.length).toBeLessThanOrEqual(limit);
          expect(kept.reduce((sum, value) => sum + (value?.size ?? 0), 0)).toBeLessThanOrEqual(maxSize);
          expect([recent.at(recent.first - 1), recent.at(recent.next)]).toEqual([undefined, undefined]);
        },
      ),
    );
  });
});
