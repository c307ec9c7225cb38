import type { Clock } from '@airo/program';
import { DxError } from '../errors.ts';

/**
 * Joins pieces of any size to chunks of `chunkBytes`; the last one may be shorter. Throws DX_TIMEOUT when, after
 * `graceMs` of waiting, the pieces came slower than `minRateBytesPerSecond`; time that the reader takes isn't counted.
 */
export async function* readChunks(
  pieces: AsyncIterable<Uint8Array>,
  init: { chunkBytes: number; clock: Clock; minRateBytesPerSecond: number; graceMs: number },
): AsyncGenerator<Uint8Array> {
  const { chunkBytes, clock, minRateBytesPerSecond, graceMs } = init;
  let parts: Uint8Array[] = [];
  let inChunk = 0;
  let total = 0;
  let waitedMs = 0;
  let since = clock.now();
  for await (const piece of pieces) {
    waitedMs += clock.now() - since;
    total += piece.byteLength;
    if (waitedMs > graceMs && total * 1_000 < minRateBytesPerSecond * waitedMs) {
      const message = `${total} bytes in ${waitedMs} ms is slower than ${minRateBytesPerSecond} bytes a second`;
      throw new DxError('DX_TIMEOUT', message, { waitedMs });
    }
    let rest = piece;
    while (rest.byteLength > 0) {
      const part = rest.subarray(0, chunkBytes - inChunk);
      parts.push(part);
      inChunk += part.byteLength;
      rest = rest.subarray(part.byteLength);
      if (inChunk === chunkBytes) {
        yield joined(parts);
        parts = [];
        inChunk = 0;
      }
    }
    since = clock.now();
  }
  if (inChunk > 0) yield joined(parts);
}

/** All of `pieces` in one array; for what is known to be small. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}
