import { describe, expect, it } from '@jest/globals';
import { bestValue, type Valued } from '../../src/features/orders/best-value.ts';

const bid = (provider: string, price: bigint, score = 1, p95Ms: number | null = null): Valued => ({
  provider,
  price,
  score,
  p95Ms,
});

describe('the best value among bids', () => {
  it('is nobody without bids, and the only bid when there is one', () => {
    expect(bestValue([])).toBeNull();
    expect(bestValue([bid('a', 5n)])?.provider).toBe('a');
  });

  it('is the lowest price among equally good records, and says by how much', () => {
    const best = bestValue([bid('dear', 10n), bid('cheap', 8n)]);
    expect(best?.provider).toBe('cheap');
    expect(best?.reason).toContain('20 %');
  });

  it('is the dearer bid when the cheaper provider fails too often, and says so', () => {
    const best = bestValue([bid('cheap', 8n, 0.6), bid('good', 10n, 1)]);
    expect(best?.provider).toBe('good');
    expect(best?.reason).toContain('Not the lowest price');
  });

  it('is the fastest among equals; one that never measured itself comes last', () => {
    expect(bestValue([bid('a', 5n), bid('slow', 5n, 1, 90), bid('fast', 5n, 1, 20)])?.provider).toBe('fast');
  });

  it('holds no missing record against a newcomer beyond half', () => {
    expect(bestValue([bid('new', 5n, 0), bid('old', 11n, 1)])?.provider).toBe('new');
  });
});
