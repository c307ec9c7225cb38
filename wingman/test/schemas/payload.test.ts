import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DATATYPES,
  type Datatype,
  decodePayload,
  ELEMENT_BYTES,
  encodePayload,
  joinBytes,
  type Payload,
  type PayloadTensor,
  splitBytes,
  tensorOf,
  tensorValues,
} from '../../src/schemas/index.ts';

const image = (): PayloadTensor =>
  tensorOf('image', 'UINT8', [2, 1, 2, 2], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
const request = (...tensors: PayloadTensor[]): Payload => ({ kind: 'request', tensors });

/** A payload's bytes with a header of the test's own making. */
function withHeader(header: unknown, tensors: Uint8Array = new Uint8Array()): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  padded.set(json);
  const bytes = new Uint8Array(8 + padded.length + tensors.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded.length), true);
  bytes.set(padded, 8);
  bytes.set(tensors, 8 + padded.length);
  return bytes;
}

function withInput(input: object, data = new Uint8Array(8)): Uint8Array {
  const whole = {
    name: 'image',
    datatype: 'UINT8',
    shape: [8],
    parameters: { binary_data_size: data.length },
  };
  return withHeader({ inputs: [{ ...whole, ...input }] }, data);
}

function withLength(length: bigint): Uint8Array {
  const bytes = encodePayload(request(image()));
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  return bytes;
}

const datatypeArbitrary = fc.constantFrom(...DATATYPES);
const tensorArbitrary = (name: string) =>
  fc
    .tuple(datatypeArbitrary, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }))
    .chain(([datatype, shape]) => {
      const count = shape.reduce((a, b) => a * b, 1);
      const width = ELEMENT_BYTES[datatype];
      const data =
        width === null
          ? fc.array(fc.uint8Array({ maxLength: 9 }), { minLength: count, maxLength: count }).map(joinBytes)
          : fc.uint8Array({ minLength: count * width, maxLength: count * width });
      return data.map((bytes): PayloadTensor => ({ name, datatype, shape, data: bytes }));
    });
const payloadArbitrary: fc.Arbitrary<Payload> = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.record({
      kind: fc.constantFrom('request' as const, 'response' as const),
      id: fc.option(fc.string({ maxLength: 8 }), { nil: undefined }),
      model: fc.constant(undefined),
      tensors: fc.tuple(...names.map(tensorArbitrary)),
    }),
  );

describe('a payload', () => {
  it('comes back from its bytes as it was, whatever its tensors', () => {
    fc.assert(
      fc.property(payloadArbitrary, (payload) => {
        const bytes = encodePayload(payload);
        expect(decodePayload(bytes, { kind: payload.kind })).toEqual(payload);
        expect(encodePayload(decodePayload(bytes, { kind: payload.kind }))).toEqual(bytes);
      }),
    );
  });

  it('cut short anywhere is an error of its own, never a payload', () => {
    fc.assert(
      fc.property(
        payloadArbitrary,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (payload, at) => {
          const bytes = encodePayload(payload);
          const cut = bytes.subarray(0, Math.floor(at * bytes.length));
          expect(() => decodePayload(cut, { kind: payload.kind })).toThrow(
            expect.objectContaining({ code: expect.stringMatching(/^PAYLOAD_(EMPTY|TRUNCATED)$/) }),
          );
        },
      ),
    );
  });

  it('of arbitrary bytes fails with a payload code or decodes, never otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, prefixed) => {
        const bytes = prefixed ? withHeader(new TextDecoder().decode(noise)) : noise;
        try {
          decodePayload(bytes, { kind: 'request' });
        } catch (error) {
          expect(error).toMatchObject({ name: 'PayloadError', code: expect.stringMatching(/^PAYLOAD_/) });
        }
      }),
    );
  });

  it('starts with the length of its header, padded so that tensors are aligned', () => {
    const bytes = encodePayload(request(image()));
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(bytes.length).toBe(8 + length + 8);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      inputs: [
        { name: 'image', datatype: 'UINT8', shape: [2, 1, 2, 2], parameters: { binary_data_size: 8 } },
      ],
      parameters: { binary_data_output: true },
    });
  });

  it('keeps the name of the model in an answer', () => {
    const bytes = encodePayload({ kind: 'response', model: 'resnet', tensors: [image()] });
    expect(decodePayload(bytes, { kind: 'response' }).model).toBe('resnet');
  });
});

describe('bad payload bytes', () => {
  const good = () => encodePayload(request(image()));
  const table: [string, string, () => Uint8Array][] = [
    ['0 bytes', 'PAYLOAD_EMPTY', () => new Uint8Array()],
    ['less than the length', 'PAYLOAD_TRUNCATED', () => good().subarray(0, 7)],
    ['an end within the header', 'PAYLOAD_TRUNCATED', () => good().subarray(0, 40)],
    ['an end within the tensor', 'PAYLOAD_TRUNCATED', () => good().subarray(0, -1)],
    ['bytes after the last tensor', 'PAYLOAD_TRAILING_BYTES', () => Uint8Array.of(...good(), 0)],
    ['a header of 2^63 bytes', 'PAYLOAD_OVERFLOW', () => withLength(2n ** 63n)],
    ['a header of 0 bytes', 'PAYLOAD_HEADER_INVALID', () => withLength(0n)],
    ['an unpadded header', 'PAYLOAD_HEADER_INVALID', () => withLength(9n)],
    ['a header that is no JSON', 'PAYLOAD_HEADER_INVALID', () => withHeader('{"inputs":')],
    ['a header that is no UTF-8', 'PAYLOAD_HEADER_INVALID', () => withLengthAndNoise()],
    ['a header that is a list', 'PAYLOAD_HEADER_INVALID', () => withHeader([])],
    [
      'an answer in place of a request',
      'PAYLOAD_HEADER_INVALID',
      () => encodePayload({ kind: 'response', tensors: [image()] }),
    ],
    [
      'a tensor in JSON',
      'PAYLOAD_HEADER_INVALID',
      () => withHeader({ inputs: [{ name: 'image', datatype: 'UINT8', shape: [1], data: [1] }] }),
    ],
    ['a negative dimension', 'PAYLOAD_HEADER_INVALID', () => withInput({ shape: [-8] })],
    ['half a dimension', 'PAYLOAD_HEADER_INVALID', () => withInput({ shape: [0.5] })],
    ['two tensors of one name', 'PAYLOAD_HEADER_INVALID', () => twice()],
    ['no tensor', 'PAYLOAD_EMPTY', () => withHeader({ inputs: [] })],
    ['a tensor of no element', 'PAYLOAD_EMPTY', () => withInput({ shape: [0] }, new Uint8Array())],
    ['an unknown datatype', 'PAYLOAD_DATATYPE_UNKNOWN', () => withInput({ datatype: 'FP4' })],
    ['an inherited name as datatype', 'PAYLOAD_DATATYPE_UNKNOWN', () => withInput({ datatype: 'toString' })],
    ['too few bytes for the shape', 'PAYLOAD_SIZE_MISMATCH', () => withInput({ shape: [9] })],
    ['too many bytes for the shape', 'PAYLOAD_SIZE_MISMATCH', () => withInput({ shape: [7] })],
    ['a wider datatype', 'PAYLOAD_SIZE_MISMATCH', () => withInput({ datatype: 'FP32' })],
    ['a shape beyond counting', 'PAYLOAD_OVERFLOW', () => withInput({ shape: [2 ** 40, 2 ** 40] })],
    [
      'a shape whose bytes are beyond counting',
      'PAYLOAD_OVERFLOW',
      () => withInput({ datatype: 'FP64', shape: [2 ** 52] }),
    ],
    [
      'a size beyond counting',
      'PAYLOAD_OVERFLOW',
      () => withInput({ parameters: { binary_data_size: Number.MAX_SAFE_INTEGER } }),
    ],
    [
      'a BYTES element beyond the tensor',
      'PAYLOAD_SIZE_MISMATCH',
      () => withInput({ datatype: 'BYTES', shape: [1] }, Uint8Array.of(9, 0, 0, 0, 1, 2, 3, 4)),
    ],
    [
      'a BYTES tensor without its length',
      'PAYLOAD_SIZE_MISMATCH',
      () => withInput({ datatype: 'BYTES', shape: [1] }, Uint8Array.of(9, 0)),
    ],
  ];
  function twice(): Uint8Array {
    const input = { name: 'a', datatype: 'UINT8', shape: [1], parameters: { binary_data_size: 1 } };
    return withHeader({ inputs: [input, input] }, new Uint8Array(2));
  }
  function withLengthAndNoise(): Uint8Array {
    const bytes = good();
    bytes[9] = 0xff;
    return bytes;
  }

  it.each(table)('%s are %s', (_, code, bytes) => {
    expect(() => decodePayload(bytes(), { kind: 'request' })).toThrow(expect.objectContaining({ code }));
  });

  it('over the limit are refused before anything is read', () => {
    expect(() => decodePayload(good(), { kind: 'request', maxBytes: 16 })).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }),
    );
  });

  const floats: [Datatype, PayloadTensor, PayloadTensor][] = [
    [
      'FP32',
      tensorOf('x', 'FP32', [2], Float32Array.of(1, Number.NaN)),
      tensorOf('x', 'FP32', [1], Float32Array.of(-3.4e38)),
    ],
    [
      'FP64',
      tensorOf('x', 'FP64', [2], Float64Array.of(1, -Infinity)),
      tensorOf('x', 'FP64', [1], Float64Array.of(-1.7e308)),
    ],
    [
      'FP16',
      tensorOf('x', 'FP16', [1], Uint16Array.of(0xfc00)),
      tensorOf('x', 'FP16', [1], Uint16Array.of(0xfbff)),
    ],
    [
      'UINT8',
      tensorOf('x', 'FP32', [1], Float32Array.of(Infinity)),
      tensorOf('x', 'UINT8', [1], Uint8Array.of(255)),
    ],
  ];
  it.each(floats)('with NaN or infinity in %s are refused on request, large numbers pass', (_, bad, fine) => {
    const options = { kind: 'request', finite: true } as const;
    expect(() => decodePayload(encodePayload(request(bad)), options)).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_NOT_FINITE', data: { tensor: 'x' } }),
    );
    expect(decodePayload(encodePayload(request(bad)), { kind: 'request' }).tensors).toHaveLength(1);
    expect(decodePayload(encodePayload(request(fine)), options).tensors).toHaveLength(1);
  });
});

describe('encoding', () => {
  const wrong: [string, string, Payload][] = [
    ['no tensor', 'PAYLOAD_EMPTY', request()],
    ['two tensors of one name', 'PAYLOAD_HEADER_INVALID', request(image(), image())],
    ['bytes that are not the shape’s', 'PAYLOAD_SIZE_MISMATCH', request({ ...image(), shape: [9] })],
    ['a header over its limit', 'PAYLOAD_TOO_LARGE', request({ ...image(), name: 'x'.repeat(70_000) })],
  ];
  it.each(wrong)('refuses %s', (_, code, payload) => {
    expect(() => encodePayload(payload)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the elements of a tensor', () => {
  it('are read from any offset and only as what they are', () => {
    const values = Float32Array.of(1.5, -2);
    const shifted = new Uint8Array(9);
    shifted.set(new Uint8Array(values.buffer), 1);
    const tensor: PayloadTensor = { name: 'x', datatype: 'FP32', shape: [2], data: shifted.subarray(1) };
    expect(tensorValues(tensor, 'FP32')).toEqual(values);
    expect(() => tensorValues(tensor, 'UINT8')).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_SIZE_MISMATCH' }),
    );
  });

  it('of BYTES come apart as they were joined', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (elements) => {
        expect(splitBytes(joinBytes(elements))).toEqual(elements);
      }),
    );
  });
});
