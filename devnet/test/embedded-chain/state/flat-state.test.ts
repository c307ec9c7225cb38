import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FlatState } from '../../../src/embedded-chain/state/flat-state.ts';

const key = fc.string({ unit: fc.constantFrom('0', '1', 'a', 'f'), maxLength: 6 }).map((s) => `0x${s}`);

describe('FlatState', () => {
  it('finds keys after another under a prefix as a plain search does', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key),
        key,
        key,
        fc.integer({ min: 1, max: 5 }),
        (keys, prefix, start, limit) => {
          const state = new FlatState(new Map(keys.map((k) => [k, '0x00'])));
          const expected = keys
            .filter((k) => k.startsWith(prefix) && (start >= prefix ? k > start : true))
            .sort()
            .slice(0, limit);
          expect(state.keys(prefix, limit, start)).toEqual(expected);
        },
      ),
    );
  });

  it('makes a new state of changes, oldest first, and leaves the old one', async () => {
    const before = new FlatState(
      new Map([
        ['0x01', '0xaa'],
        ['0x02', '0xbb'],
      ]),
    );
    const after = before.with([
      { '0x01': '0xcc', '0x03': '0xdd' },
      { '0x03': null, '0x02': null },
    ]);
    expect(after.entries()).toEqual([['0x01', '0xcc']]);
    expect(before.entries()).toHaveLength(2);
    expect(await after.get('0x02')).toBeUndefined();
    expect(await after.findNextKey('0x', '0x')).toBe('0x01');
    expect(await after.getKeysPaged('0x', 10, '0x')).toEqual(['0x01']);
    expect(await after.getMany(['0x01', '0x09'])).toEqual(['0xcc', undefined]);
    expect(after.deleted()).toBe(false);
  });

  it('has no entry for what was deleted, nor for what was only looked for', () => {
    const before = new FlatState(
      new Map([
        ['0xaa01', '0x01'],
        ['0xaa02', '0x02'],
      ]),
    );
    const after = before.with([{ '0xaa01': null, '0xaa03': undefined, '0xaa04': '0x04' }]);
    expect(after.keys('0xaa', 10, '0xaa')).toEqual(['0xaa02', '0xaa04']);
    expect(after.value('0xaa03')).toBeUndefined();
  });
});
