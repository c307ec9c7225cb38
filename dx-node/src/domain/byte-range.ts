import { DxError } from '../errors.ts';
import type { DxKey } from '../schemas/key.ts';

/** Bytes `start` to `end`, exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header (RFC 9110 §14). Undefined means the whole blob: no header, another unit, several ranges or
 * bad syntax, all of which a server may ignore. Throws DX_BAD_RANGE when the range lies outside the blob.
 */
export function parseRange(
  header: string | undefined,
  init: { key: DxKey; size: number },
): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const { key, size } = init;
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size }
      : { start: Number(first), end: last === '' ? size : Math.min(Number(last) + 1, size) };
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (range.start >= size || range.end <= range.start) {
    throw new DxError('DX_BAD_RANGE', `"${header}" lies outside ${key}, which has ${size} bytes`, {
      key,
      sizeBytes: size,
    });
  }
  return range;
}
