import { RPC_MAX_DATA_BYTES } from '../constants.ts';
import { DxError } from '../errors.ts';
import { type DxKey, keyOf } from './key.ts';

// Repeated groups would overflow the stack of the matcher on megabytes of text.
const HEX = /^0x[0-9a-fA-F]*$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export type DataEncoding = 'base64' | 'hex';

export function encodeData(bytes: Uint8Array, encoding: DataEncoding): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === 'hex' ? `0x${buffer.toString('hex')}` : buffer.toString('base64');
}

/**
 * Bytes of a JSON-RPC `data` that belong to `key`. Base64 may begin with "0x" too (one payload in 4,096 does), so
 * what can be read both ways is the one that hashes to the key. Throws DX_BAD_DATA, DX_EMPTY_BLOB, DX_USE_HTTP,
 * DX_HASH_MISMATCH.
 */
export function decodeData(data: string, key: DxKey): Uint8Array {
  const readings = [
    ...(data.length % 2 === 0 && HEX.test(data) ? [Buffer.from(data.slice(2), 'hex')] : []),
    ...(data.length % 4 === 0 && BASE64.test(data) ? [Buffer.from(data, 'base64')] : []),
  ];
  const [first] = readings;
  if (first === undefined) {
    throw new DxError(
      'DX_BAD_DATA',
      'data is neither base64 (with padding) nor 0x and an even number of hex digits',
      {
        key,
      },
    );
  }
  if (first.byteLength === 0) {
    throw new DxError('DX_EMPTY_BLOB', 'Dx holds no blob of 0 bytes', { key, sizeBytes: 0 });
  }
  if (first.byteLength > RPC_MAX_DATA_BYTES) throw useHttp('PUT', key, first.byteLength);
  const bytes = readings.find((reading) => keyOf(reading) === key);
  if (bytes !== undefined) return bytes;
  throw new DxError('DX_HASH_MISMATCH', `data hashes to ${keyOf(first)}, not to ${key}; nothing was kept`, {
    key,
    sizeBytes: first.byteLength,
  });
}

/** The error for what is too large for JSON-RPC. */
export function useHttp(method: 'PUT' | 'GET', key: DxKey, sizeBytes: number): DxError {
  const route = `${method} /v1/blobs/${key}`;
  const message = `${sizeBytes} bytes are more than the ${RPC_MAX_DATA_BYTES} that JSON-RPC carries: use ${route}`;
  return new DxError('DX_USE_HTTP', message, { key, sizeBytes, limitBytes: RPC_MAX_DATA_BYTES, route });
}
