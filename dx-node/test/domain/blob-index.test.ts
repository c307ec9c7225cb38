import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BlobEntry,
  chooseEvictions,
  isExpired,
  newEntry,
  pinned,
  renewed,
  unpinned,
} from '../../src/domain/blob-entry.ts';
import { BlobIndex } from '../../src/domain/blob-index.ts';
import type { DxKey } from '../../src/schemas/key.ts';

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
const TTL_MS = 1_000;
const keyNumber = (n: number): DxKey => `0x${n.toString(16).padStart(64, '0')}`;
const entry = (n: number, init: Partial<BlobEntry> = {}): BlobEntry => ({
  ...newEntry({ key: keyNumber(n), size: 10, now: 0, ttlMs: TTL_MS }),
  ...init,
});

describe('an entry', () => {
  it('expires when its time to live is over, never while pinned', () => {
    expect(isExpired(entry(1), TTL_MS - 1)).toBe(false);
    expect(isExpired(entry(1), TTL_MS)).toBe(true);
    expect(isExpired(pinned(entry(1)), Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('lives on from the moment it is unpinned or stored again', () => {
    expect(unpinned(pinned(entry(1)), 500, TTL_MS).expiresAt).toBe(1_500);
    expect(unpinned(entry(1), 500, TTL_MS).expiresAt).toBe(TTL_MS);
    expect(renewed(entry(1), 500, TTL_MS)).toMatchObject({ storedAt: 500, expiresAt: 1_500, pinned: false });
    expect(renewed(pinned(entry(1)), 500, TTL_MS)).toMatchObject({ expiresAt: null, pinned: true });
  });
});

describe('evictions', () => {
  it('take the expired first, then the least recently used', () => {
    const entries = [
      entry(1, { usedAt: 5 }),
      entry(2, { usedAt: 1 }),
      entry(3, { usedAt: 9, expiresAt: 10 }),
    ];
    expect(chooseEvictions(entries, { bytes: 1, now: 20 })?.map(({ key }) => key)).toEqual([keyNumber(3)]);
    expect(chooseEvictions(entries, { bytes: 11, now: 20 })?.map(({ key }) => key)).toEqual([
      keyNumber(3),
      keyNumber(2),
    ]);
  });

  it('are impossible when only pinned blobs are left', () => {
    expect(chooseEvictions([pinned(entry(1)), entry(2)], { bytes: 11, now: 0 })).toBeUndefined();
  });
});

describe('the index', () => {
  const limits = { maxBlobBytes: 60, quotaBytes: 100, ttlMs: TTL_MS };

  it('refuses a blob over the limit, and one for which only pinned blobs could make room', () => {
    const index = new BlobIndex(limits);
    expect(() => index.reserve(keyNumber(1), { bytes: 61, total: 61, now: 0 })).toThrow(
      expect.objectContaining({ code: 'DX_TOO_LARGE' }),
    );
    index.set(pinned(entry(1, { size: 50 })));
    expect(() => index.reserve(keyNumber(2), { bytes: 51, total: 51, now: 0 })).toThrow(
      expect.objectContaining({ code: 'DX_QUOTA' }),
    );
  });

  it('counts what is promised to uploads as taken until it is released', () => {
    const index = new BlobIndex(limits);
    expect(index.reserve(keyNumber(1), { bytes: 60, total: 60, now: 0 })).toEqual([]);
    expect(() => index.reserve(keyNumber(2), { bytes: 41, total: 41, now: 0 })).toThrow(
      expect.objectContaining({ code: 'DX_QUOTA' }),
    );
    index.release(60);
    expect(index.reserve(keyNumber(2), { bytes: 41, total: 41, now: 0 })).toEqual([]);
  });

  it(`never holds more than the quota, and loses no pinned blob, whatever is stored (seed ${seed})`, () => {
    const step = fc.record({ n: fc.nat(20), size: fc.integer({ min: 1, max: 60 }), pin: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const index = new BlobIndex(limits);
        const pins = new Set<DxKey>();
        steps.forEach(({ n, size, pin }, now) => {
          const key = keyNumber(n);
          if (index.get(key) !== undefined) return;
          try {
            for (const evicted of index.reserve(key, { bytes: size, total: size, now }))
              index.delete(evicted.key);
          } catch {
            return;
          }
          index.release(size);
          const stored = entry(n, { size, usedAt: now });
          index.set(pin ? pinned(stored) : stored);
          if (pin) pins.add(key);
          expect(index.heldBytes).toBeLessThanOrEqual(limits.quotaBytes);
        });
        for (const key of pins) expect(index.get(key)).toBeDefined();
        expect(index.heldBytes).toBe([...index.entries()].reduce((sum, { size }) => sum + size, 0));
      }),
      { seed, numRuns: 300 },
    );
  });
});
