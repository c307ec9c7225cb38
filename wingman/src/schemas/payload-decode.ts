import { z } from 'zod';
import { isDatatype } from './datatype.ts';
import { PayloadError } from './errors.ts';
import {
  ALIGN_BYTES,
  LENGTH_BYTES,
  MAX_HEADER_BYTES,
  type Payload,
  type PayloadKind,
  type PayloadTensor,
} from './payload.ts';
import { checkTensorBytes, firstNotFinite } from './tensor-bytes.ts';

const MAX_TENSORS = 256;
const MAX_DIMENSIONS = 16;

const tensorHeaderSchema = z.looseObject({
  name: z.string().min(1).max(256),
  datatype: z.string(),
  shape: z.array(z.number().int().nonnegative()).min(1).max(MAX_DIMENSIONS),
  parameters: z.looseObject({ binary_data_size: z.number().int().nonnegative() }),
});
type TensorHeader = z.output<typeof tensorHeaderSchema>;

const tensorHeaders = z.array(tensorHeaderSchema).max(MAX_TENSORS);
const headerSchemas = {
  request: z.looseObject({ id: z.string().optional(), inputs: tensorHeaders }),
  response: z.looseObject({
    id: z.string().optional(),
    model_name: z.string().optional(),
    outputs: tensorHeaders,
  }),
};

export interface DecodeOptions {
  readonly kind: PayloadKind;
  /** The most bytes to read; more is PAYLOAD_TOO_LARGE. */
  readonly maxBytes?: number;
  /** Refuse NaN and infinity in floating-point tensors (default: let them pass). */
  readonly finite?: boolean;
}

/** Reads a payload; the tensors share the bytes' memory. @throws PayloadError with the first thing that is wrong */
export function decodePayload(bytes: Uint8Array, options: DecodeOptions): Payload {
  const actual = bytes.byteLength;
  if (actual === 0) throw new PayloadError('PAYLOAD_EMPTY', 'the payload has 0 bytes', {});
  if (options.maxBytes !== undefined && actual > options.maxBytes) {
    throw new PayloadError(
      'PAYLOAD_TOO_LARGE',
      `the payload has ${actual} bytes, ${options.maxBytes} are allowed`,
      {
        expected: options.maxBytes,
        actual,
      },
    );
  }
  const headerBytes = readHeaderLength(bytes);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + headerBytes), options.kind);
  const tensors = readTensors(header.tensors, bytes, LENGTH_BYTES + headerBytes);
  if (options.finite === true) for (const tensor of tensors) checkFinite(tensor);
  return { kind: options.kind, id: header.id, model: header.model, tensors };
}

function readHeaderLength(bytes: Uint8Array): number {
  const actual = bytes.byteLength;
  if (actual < LENGTH_BYTES) {
    throw new PayloadError('PAYLOAD_TRUNCATED', `${actual} bytes can't hold the header's length`, {
      expected: LENGTH_BYTES,
      actual,
    });
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, actual).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw new PayloadError(
      'PAYLOAD_OVERFLOW',
      `the header says it has ${length} bytes, ${MAX_HEADER_BYTES} are allowed`,
      {
        expected: MAX_HEADER_BYTES,
      },
    );
  }
  const expected = LENGTH_BYTES + Number(length);
  if (length % BigInt(ALIGN_BYTES) !== 0n || length === 0n) {
    throw new PayloadError(
      'PAYLOAD_HEADER_INVALID',
      `the header must be padded to ${ALIGN_BYTES} bytes, it has ${length}`,
      {},
    );
  }
  if (expected > actual) {
    throw new PayloadError('PAYLOAD_TRUNCATED', `the payload ends at byte ${actual}, within its header`, {
      expected,
      actual,
    });
  }
  return Number(length);
}

interface Header {
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly tensors: readonly TensorHeader[];
}

function parseHeader(bytes: Uint8Array, kind: PayloadKind): Header {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new PayloadError('PAYLOAD_HEADER_INVALID', 'the header is no JSON', {}, { cause });
  }
  const header =
    kind === 'request' ? parse(headerSchemas.request, json) : parse(headerSchemas.response, json);
  const tensors = 'inputs' in header ? header.inputs : header.outputs;
  return {
    id: header.id,
    model: 'model_name' in header && typeof header.model_name === 'string' ? header.model_name : undefined,
    tensors: tensors as readonly TensorHeader[],
  };
}

function parse<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new PayloadError(
    'PAYLOAD_HEADER_INVALID',
    `the header is not of the Open Inference Protocol: ${problems}`,
    {},
  );
}

function readTensors(headers: readonly TensorHeader[], bytes: Uint8Array, start: number): PayloadTensor[] {
  if (headers.length === 0) throw new PayloadError('PAYLOAD_EMPTY', 'the payload has no tensor', {});
  const names = new Set<string>();
  let offset = start;
  const tensors = headers.map(({ name, datatype, shape, parameters }) => {
    if (names.has(name))
      throw new PayloadError('PAYLOAD_HEADER_INVALID', `two tensors are called ${name}`, { tensor: name });
    names.add(name);
    if (!isDatatype(datatype)) {
      throw new PayloadError('PAYLOAD_DATATYPE_UNKNOWN', `${name}: there is no datatype ${datatype}`, {
        tensor: name,
      });
    }
    const end = offset + parameters.binary_data_size;
    if (!Number.isSafeInteger(end)) {
      throw new PayloadError('PAYLOAD_OVERFLOW', `${name}: its size is larger than can be counted`, {
        tensor: name,
      });
    }
    if (end > bytes.byteLength) {
      throw new PayloadError(
        'PAYLOAD_TRUNCATED',
        `${name}: ends at byte ${end}, the payload at ${bytes.byteLength}`,
        {
          tensor: name,
          expected: end,
          actual: bytes.byteLength,
        },
      );
    }
    const tensor = { name, datatype, shape, data: bytes.subarray(offset, end) };
    checkTensorBytes(tensor);
    offset = end;
    return tensor;
  });
  if (offset < bytes.byteLength) {
    throw new PayloadError(
      'PAYLOAD_TRAILING_BYTES',
      `${bytes.byteLength - offset} bytes follow the last tensor`,
      {
        expected: offset,
        actual: bytes.byteLength,
      },
    );
  }
  return tensors;
}

function checkFinite(tensor: PayloadTensor): void {
  const index = firstNotFinite(tensor.datatype, tensor.data);
  if (index >= 0) {
    throw new PayloadError('PAYLOAD_NOT_FINITE', `${tensor.name}: element ${index} is NaN or infinite`, {
      tensor: tensor.name,
    });
  }
}
