import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestToKey } from '../../../src/domain/key.ts';
import {
  decodeGetHeader,
  decodeGetRequest,
  encodeGetHeader,
  encodeGetRequest,
  GET_HEADER_BYTES,
  GET_REQUEST_BYTES,
  type GetHeader,
  type GetRequest,
} from '../../../src/domain/wire/get-codec.ts';
import {
  bitmapBytes,
  decodeBitmap,
  decodeHaveCount,
  decodeHaveKeys,
  encodeBitmap,
  encodeHaveRequest,
  HAVE_COUNT_BYTES,
  HAVE_MAX_KEYS,
} from '../../../src/domain/wire/have-codec.ts';
import { isDxError } from '../../../src/errors.ts';

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
const options = { seed, numRuns: 500 };

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(digestToKey);
const length = fc.maxSafeNat();
const request: fc.Arbitrary<GetRequest> = fc.record({
  kind: fc.constantFrom('bytes' as const, 'manifest' as const),
  key,
  offset: length,
  length,
});
const header: fc.Arbitrary<GetHeader> = fc.record({
  status: fc.constantFrom('ok' as const, 'not-found' as const, 'bad-request' as const, 'busy' as const),
  size: length,
  bodyLength: length,
});

describe(`the wire codec (seed ${seed})`, () => {
  it('gives back every get request', () => {
    fc.assert(
      fc.property(request, (value) => {
        const frame = encodeGetRequest(value);
        expect(frame.byteLength).toBe(GET_REQUEST_BYTES);
        expect(decodeGetRequest(frame)).toEqual(value);
      }),
      options,
    );
  });

  it('gives back every get header', () => {
    fc.assert(
      fc.property(header, (value) => {
        const frame = encodeGetHeader(value);
        expect(frame.byteLength).toBe(GET_HEADER_BYTES);
        expect(decodeGetHeader(frame)).toEqual(value);
      }),
      options,
    );
  });

  it('gives back the keys of every have request', () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 40 }), (keys) => {
        const frame = encodeHaveRequest(keys);
        expect(decodeHaveCount(frame.subarray(0, HAVE_COUNT_BYTES))).toBe(
          frame.byteLength - HAVE_COUNT_BYTES,
        );
        expect(decodeHaveKeys(frame.subarray(HAVE_COUNT_BYTES))).toEqual(keys);
      }),
      options,
    );
  });

  it('gives back every bitmap', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 100 }), (held) => {
        const bitmap = encodeBitmap(held);
        expect(bitmap.byteLength).toBe(bitmapBytes(held.length));
        expect(decodeBitmap(bitmap, held.length)).toEqual(held);
      }),
      options,
    );
  });

  it('answers any other bytes with DX_PROTOCOL and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        for (const decode of [decodeGetRequest, decodeGetHeader]) {
          try {
            decode(bytes);
          } catch (error) {
            expect(isDxError(error, 'DX_PROTOCOL')).toBe(true);
          }
        }
      }),
      options,
    );
  });

  it.each([
    ['an unknown kind', 0, 9],
    ['an offset beyond what a number holds', 33, 255],
    ['a length beyond what a number holds', 41, 255],
  ])('refuses a request with %s', (_name, at, value) => {
    const frame = encodeGetRequest({ kind: 'bytes', key: `0x${'11'.repeat(32)}`, offset: 1, length: 2 });
    frame[at] = value;
    expect(() => decodeGetRequest(frame)).toThrow(expect.objectContaining({ code: 'DX_PROTOCOL' }));
  });

  it('refuses a header with an unknown status', () => {
    const frame = encodeGetHeader({ status: 'ok', size: 1, bodyLength: 1 });
    frame[0] = 77;
    expect(() => decodeGetHeader(frame)).toThrow(expect.objectContaining({ code: 'DX_PROTOCOL' }));
  });

  it.each([0, HAVE_MAX_KEYS + 1, 65_535])('refuses a have request for %d keys', (count) => {
    const frame = Buffer.alloc(HAVE_COUNT_BYTES);
    frame.writeUInt16BE(count);
    expect(() => decodeHaveCount(frame)).toThrow(expect.objectContaining({ code: 'DX_PROTOCOL' }));
  });
});
