import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RPC_MAX_DATA_BYTES } from '../../src/constants.ts';
import { decodeData, encodeData } from '../../src/domain/data-encoding.ts';
import { keyOf, parseKey } from '../../src/domain/key.ts';

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
const key = keyOf(Buffer.from('blob'));

describe('data over JSON-RPC', () => {
  it(`comes back as it was, in both encodings (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.constantFrom('base64' as const, 'hex' as const),
        (bytes, encoding) => {
          expect(Buffer.from(decodeData(encodeData(bytes, encoding), keyOf(bytes)))).toEqual(
            Buffer.from(bytes),
          );
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('is read as base64 when that, not hex, hashes to the key', () => {
    const bytes = Buffer.from('0xabcdef12', 'base64');
    const text = bytes.toString('base64');
    expect(text.startsWith('0x')).toBe(true);
    expect(Buffer.from(decodeData('0xabcdef1234', keyOf(Buffer.from('abcdef1234', 'hex'))))).toHaveLength(5);
    expect(Buffer.from(decodeData(text, keyOf(bytes)))).toEqual(bytes);
  });

  it.each([
    ['no encoding', '!!!', 'DX_BAD_DATA'],
    ['half a byte of hex', '0xabc!', 'DX_BAD_DATA'],
    ['base64 without padding', 'YQ', 'DX_BAD_DATA'],
    ['nothing', '', 'DX_EMPTY_BLOB'],
    ['nothing, as hex', '0x', 'DX_EMPTY_BLOB'],
    ['other bytes', 'YmxvYw==', 'DX_HASH_MISMATCH'],
  ])('%s is refused', (_name, data, code) => {
    expect(() => decodeData(data, key)).toThrow(expect.objectContaining({ code }));
  });

  it('over 8 MiB is refused with the route that takes it', () => {
    const bytes = Buffer.alloc(RPC_MAX_DATA_BYTES + 1);
    expect(() => decodeData(bytes.toString('base64'), key)).toThrow(
      expect.objectContaining({
        code: 'DX_USE_HTTP',
        data: expect.objectContaining({ route: `PUT /v1/blobs/${key}`, limitBytes: RPC_MAX_DATA_BYTES }),
      }),
    );
  });
});

describe('a key', () => {
  it('is lower-case whatever it came as', () => {
    expect(parseKey(key.toUpperCase().replace('0X', '0x'))).toBe(key);
  });

  it.each([
    '',
    '0x',
    'abc',
    `0x${'g'.repeat(64)}`,
    `0x${'a'.repeat(63)}`,
    `0x${'a'.repeat(65)}`,
    'a'.repeat(64),
    7,
    null,
    undefined,
    '../../etc',
  ])('%p is none', (text) => {
    expect(() => parseKey(text)).toThrow(expect.objectContaining({ code: 'DX_BAD_KEY' }));
  });
});
