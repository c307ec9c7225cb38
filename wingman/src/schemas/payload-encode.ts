import { canonicalJson } from './canonical-json.ts';
import { PayloadError } from './errors.ts';
import { ALIGN_BYTES, LENGTH_BYTES, MAX_HEADER_BYTES, type Payload } from './payload.ts';
import { checkTensorBytes } from './tensor-bytes.ts';

const SPACE = 0x20;

/**
 * The bytes of a payload: the same payload always gives the same bytes.
 * @throws PayloadError for tensors whose bytes don't fit their shape, no tensors, equal names
 */
export function encodePayload(payload: Payload): Uint8Array {
  if (payload.tensors.length === 0) throw new PayloadError('PAYLOAD_EMPTY', 'a payload needs a tensor', {});
  if (new Set(payload.tensors.map((t) => t.name)).size < payload.tensors.length) {
    throw new PayloadError('PAYLOAD_HEADER_INVALID', 'two tensors have the same name', {});
  }
  for (const tensor of payload.tensors) checkTensorBytes(tensor);

  const header = headerOf(payload);
  if (header.byteLength > MAX_HEADER_BYTES) {
    throw new PayloadError(
      'PAYLOAD_TOO_LARGE',
      `the header may have ${MAX_HEADER_BYTES} bytes, not ${header.byteLength}`,
      {
        expected: MAX_HEADER_BYTES,
        actual: header.byteLength,
      },
    );
  }
  const size = payload.tensors.reduce((sum, t) => sum + t.data.byteLength, LENGTH_BYTES + header.byteLength);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.byteLength), true);
  bytes.set(header, LENGTH_BYTES);
  let offset = LENGTH_BYTES + header.byteLength;
  for (const { data } of payload.tensors) {
    bytes.set(data, offset);
    offset += data.byteLength;
  }
  return bytes;
}

function headerOf(payload: Payload): Uint8Array {
  const tensors = payload.tensors.map(({ name, datatype, shape, data }) => ({
    name,
    datatype,
    shape: [...shape],
    parameters: { binary_data_size: data.byteLength },
  }));
  const text =
    payload.kind === 'request'
      ? canonicalJson({ id: payload.id, inputs: tensors, parameters: { binary_data_output: true } })
      : canonicalJson({ id: payload.id, model_name: payload.model, outputs: tensors });
  const json = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(json.byteLength / ALIGN_BYTES) * ALIGN_BYTES).fill(SPACE);
  padded.set(json);
  return padded;
}
