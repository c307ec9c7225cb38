import { describe, expect, it } from '@jest/globals';
import { parseRange } from '../../src/domain/byte-range.ts';

const blob = { key: `0x${'ab'.repeat(32)}`, size: 100 } as const;

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=10-19', { start: 10, end: 20 }],
    ['bytes=90-', { start: 90, end: 100 }],
    ['bytes=-10', { start: 90, end: 100 }],
    ['bytes=-1000', { start: 0, end: 100 }],
    ['bytes=0-1000', { start: 0, end: 100 }],
  ])('%s is understood', (header, range) => {
    expect(parseRange(header, blob)).toEqual(range);
  });

  it.each([
    undefined,
    '',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,5-6',
    'items=0-1',
    'bytes=a-b',
    `bytes=0-${'9'.repeat(40)}`,
  ])('%s asks for the whole blob', (header) => {
    expect(parseRange(header, blob)).toBeUndefined();
  });

  it.each(['bytes=100-', 'bytes=500-600', 'bytes=-0'])('%s lies outside the blob', (header) => {
    expect(() => parseRange(header, blob)).toThrow(expect.objectContaining({ code: 'DX_BAD_RANGE' }));
  });
});
