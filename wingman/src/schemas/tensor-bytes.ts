import { type Datatype, ELEMENT_BYTES } from './datatype.ts';
import { PayloadError } from './errors.ts';

const LENGTH_PREFIX_BYTES = 4;

/** @throws PayloadError PAYLOAD_OVERFLOW when the product can't be counted, PAYLOAD_EMPTY when it is 0 */
export function elementCount(tensor: string, shape: readonly number[]): number {
  let count = 1;
  for (const dimension of shape) {
    count *= dimension;
    if (!Number.isSafeInteger(count)) {
      throw new PayloadError(
        'PAYLOAD_OVERFLOW',
        `${tensor}: the shape [${shape}] holds more elements than can be counted`,
        { tensor },
      );
    }
  }
  if (count === 0) {
    throw new PayloadError('PAYLOAD_EMPTY', `${tensor}: the shape [${shape}] holds no element`, { tensor });
  }
  return count;
}

/** Checks that the bytes are exactly the tensor's. */
export function checkTensorBytes(tensor: {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}): void {
  const { name, datatype, data } = tensor;
  const count = elementCount(name, tensor.shape);
  const elementBytes = ELEMENT_BYTES[datatype];
  const expected = elementBytes === null ? bytesElements(name, data, count) : count * elementBytes;
  if (!Number.isSafeInteger(expected)) {
    throw new PayloadError(
      'PAYLOAD_OVERFLOW',
      `${name}: ${count} elements have more bytes than can be counted`,
      { tensor: name },
    );
  }
  if (data.byteLength !== expected) {
    throw new PayloadError(
      'PAYLOAD_SIZE_MISMATCH',
      `${name}: ${datatype} [${tensor.shape}] takes ${expected} bytes, not ${data.byteLength}`,
      { tensor: name, expected, actual: data.byteLength },
    );
  }
}

/** Bytes that `count` length-prefixed elements take in `data`. */
function bytesElements(tensor: string, data: Uint8Array, count: number): number {
  const view = viewOf(data);
  let offset = 0;
  for (let element = 0; element < count; element++) {
    const end = offset + LENGTH_PREFIX_BYTES;
    const next = end <= data.byteLength ? end + view.getUint32(offset, true) : end;
    if (next > data.byteLength) {
      throw new PayloadError(
        'PAYLOAD_SIZE_MISMATCH',
        `${tensor}: element ${element} of ${count} ends after the tensor`,
        {
          tensor,
          expected: next,
          actual: data.byteLength,
        },
      );
    }
    offset = next;
  }
  return offset;
}

/** Splits a checked BYTES tensor into its elements; they share its memory. */
export function splitBytes(data: Uint8Array): Uint8Array[] {
  const view = viewOf(data);
  const elements: Uint8Array[] = [];
  for (let offset = 0; offset < data.byteLength; ) {
    const start = offset + LENGTH_PREFIX_BYTES;
    offset = start + view.getUint32(offset, true);
    elements.push(data.subarray(start, offset));
  }
  return elements;
}

/** The opposite of {@link splitBytes}. */
export function joinBytes(elements: readonly Uint8Array[]): Uint8Array {
  const size = elements.reduce((sum, e) => sum + LENGTH_PREFIX_BYTES + e.byteLength, 0);
  const data = new Uint8Array(size);
  const view = viewOf(data);
  let offset = 0;
  for (const element of elements) {
    view.setUint32(offset, element.byteLength, true);
    data.set(element, offset + LENGTH_PREFIX_BYTES);
    offset += LENGTH_PREFIX_BYTES + element.byteLength;
  }
  return data;
}

const FP16_EXPONENT = 0x7c00;
const FP32_EXPONENT = 0x7f80_0000;
const FP64_EXPONENT_HIGH = 0x7ff0_0000;

/** Index of the first NaN or infinity, -1 when there is none; reads the exponent bits. */
export function firstNotFinite(datatype: Datatype, data: Uint8Array): number {
  const view = viewOf(data);
  const find = (bytes: number, at: number, mask: number, read: (offset: number) => number) => {
    for (let offset = 0; offset < data.byteLength; offset += bytes) {
      // `& mask` of a set sign-adjacent bit stays positive: every mask leaves the sign bit out.
      if ((read(offset + at) & mask) === mask) return offset / bytes;
    }
    return -1;
  };
  if (datatype === 'FP32') return find(4, 0, FP32_EXPONENT, (o) => view.getUint32(o, true));
  if (datatype === 'FP64') return find(8, 4, FP64_EXPONENT_HIGH, (o) => view.getUint32(o, true));
  if (datatype === 'FP16') return find(2, 0, FP16_EXPONENT, (o) => view.getUint16(o, true));
  return -1;
}

function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}
