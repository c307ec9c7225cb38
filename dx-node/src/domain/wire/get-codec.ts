import { DIGEST_BYTES } from '../../constants.ts';
import { DxError } from '../../errors.ts';
import { type DxKey, digestToKey, keyToDigest } from '../key.ts';

/** What a peer asks of `/dx/get/1.0.0`; one request a stream. */
export interface GetRequest {
  readonly kind: 'bytes' | 'manifest';
  readonly key: DxKey;
  /** First byte wanted; 0 for a manifest. */
  readonly offset: number;
  /** Most bytes wanted, fewer come at the end of the blob; 0 for a manifest. */
  readonly length: number;
}

export type GetStatus = 'ok' | 'not-found' | 'bad-request' | 'busy';

/** Comes before the body of an answer. */
export interface GetHeader {
  readonly status: GetStatus;
  /** Bytes of the whole blob; 0 unless ok. */
  readonly size: number;
  /** Bytes of body that follow; 0 unless ok. */
  readonly bodyLength: number;
}

const KINDS = ['bytes', 'manifest'] as const;
const STATUSES = ['ok', 'not-found', 'bad-request', 'busy'] as const;

/** kind (1) · key (32) · offset (8) · length (8), big endian. */
export const GET_REQUEST_BYTES = 1 + DIGEST_BYTES + 8 + 8;
/** status (1) · size (8) · bodyLength (8), big endian. */
export const GET_HEADER_BYTES = 1 + 8 + 8;

export function encodeGetRequest(request: GetRequest): Uint8Array {
  const frame = Buffer.alloc(GET_REQUEST_BYTES);
  frame.writeUInt8(KINDS.indexOf(request.kind), 0);
  frame.set(keyToDigest(request.key), 1);
  frame.writeBigUInt64BE(BigInt(request.offset), 1 + DIGEST_BYTES);
  frame.writeBigUInt64BE(BigInt(request.length), 1 + DIGEST_BYTES + 8);
  return frame;
}

/** Throws DX_PROTOCOL on anything that {@link encodeGetRequest} doesn't make. */
export function decodeGetRequest(bytes: Uint8Array): GetRequest {
  const frame = exactly(bytes, GET_REQUEST_BYTES, 'get request');
  const kind = KINDS[frame.readUInt8(0)];
  if (kind === undefined)
    throw new DxError('DX_PROTOCOL', `get request of unknown kind ${frame.readUInt8(0)}`, {});
  return {
    kind,
    key: digestToKey(frame.subarray(1, 1 + DIGEST_BYTES)),
    offset: readSafe(frame, 1 + DIGEST_BYTES),
    length: readSafe(frame, 1 + DIGEST_BYTES + 8),
  };
}

export function encodeGetHeader(header: GetHeader): Uint8Array {
  const frame = Buffer.alloc(GET_HEADER_BYTES);
  frame.writeUInt8(STATUSES.indexOf(header.status), 0);
  frame.writeBigUInt64BE(BigInt(header.size), 1);
  frame.writeBigUInt64BE(BigInt(header.bodyLength), 9);
  return frame;
}

/** Throws DX_PROTOCOL on anything that {@link encodeGetHeader} doesn't make. */
export function decodeGetHeader(bytes: Uint8Array): GetHeader {
  const frame = exactly(bytes, GET_HEADER_BYTES, 'get header');
  const status = STATUSES[frame.readUInt8(0)];
  if (status === undefined)
    throw new DxError('DX_PROTOCOL', `get header of unknown status ${frame.readUInt8(0)}`, {});
  return { status, size: readSafe(frame, 1), bodyLength: readSafe(frame, 9) };
}

function exactly(bytes: Uint8Array, length: number, what: string): Buffer {
  if (bytes.byteLength !== length) {
    throw new DxError('DX_PROTOCOL', `${what} of ${bytes.byteLength} bytes instead of ${length}`, {
      sizeBytes: bytes.byteLength,
    });
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readSafe(frame: Buffer, offset: number): number {
  const value = frame.readBigUInt64BE(offset);
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new DxError('DX_PROTOCOL', `${value} is no length of a blob`, {});
  return Number(value);
}
