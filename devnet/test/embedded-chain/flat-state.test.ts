import { describe, expect, it } from '@jest/globals';
import { FlatState } from '../../src/embedded-chain/state/flat-state.ts';

const state = new FlatState(
  new Map([
    ['0xaa', '0x00'],
    ['0xaa01', '0x01'],
    ['0xaa02', '0x02'],
    ['0xbb', '0x03'],
  ]),
);

describe('the flat state', () => {
  it('pages through the keys behind the start, never giving the start again', () => {
    expect(state.keys('0xaa', 10, '0xaa')).toEqual(['0xaa01', '0xaa02']);
    expect(state.keys('0xaa', 1, '0xaa01')).toEqual(['0xaa02']);
    expect(state.keys('0xaa', 1, '0xaa02')).toEqual([]);
    expect(state.keys('0xaa', 10, '')).toEqual(['0xaa', '0xaa01', '0xaa02']);
  });

  it('has no entry for what was deleted, nor for what was only looked for', () => {
    const after = state.with([{ '0xaa01': null, '0xaa03': undefined, '0xaa04': '0x04' }]);
    expect(after.keys('0xaa', 10, '0xaa')).toEqual(['0xaa02', '0xaa04']);
    expect(after.value('0xaa03')).toBeUndefined();
  });

  it('leaves the state before as it was', () => {
    state.with([{ '0xaa01': null }]);
    expect(state.value('0xaa01')).toBe('0x01');
  });
});
