import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { type DxKey, parseKey } from '../domain/key.ts';
import { DxError } from '../errors.ts';
import { unauthorized } from './authorise.ts';
import type { HttpContext } from './http-context.ts';

/** `PUT /v1/blobs/{key}`: the body is the blob, of any size. */
export function putBlob(context: HttpContext): RequestHandler {
  return async (request, response) => {
    if (!context.mayWrite(request.headers.authorization)) throw unauthorized();
    const key = parseKey(request.params.key);
    const size = announcedSize(request, key, context.maxBlobBytes);
    const stored = await context.dx.put({ key, pieces: bodyOf(request, key, context.idleTimeoutMs), size });
    response.status(201).json(stored);
  };
}

function announcedSize(request: IncomingMessage, key: DxKey, maxBlobBytes: number): number | undefined {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new DxError('DX_BAD_REQUEST', `send the blob as it is, without content-encoding ${encoding}`, {
      key,
    });
  }
  const header = request.headers['content-length'];
  if (header === undefined) return undefined;
  const size = Number(header);
  if (size === 0) throw new DxError('DX_EMPTY_BLOB', 'Dx holds no blob of 0 bytes', { key, sizeBytes: 0 });
  if (size > maxBlobBytes) {
    throw new DxError(
      'DX_TOO_LARGE',
      `${size} bytes are more than the ${maxBlobBytes} that this node takes (maxBlobBytes)`,
      {
        key,
        sizeBytes: size,
        limitBytes: maxBlobBytes,
      },
    );
  }
  return size;
}

/** The body's pieces. Throws DX_LENGTH_MISMATCH when it breaks off, DX_TIMEOUT when nothing comes for too long. */
async function* bodyOf(
  request: IncomingMessage,
  key: DxKey,
  idleTimeoutMs: number,
): AsyncGenerator<Uint8Array> {
  let idle = false;
  request.setTimeout(idleTimeoutMs, () => {
    idle = true;
    request.destroy();
  });
  try {
    // The connection has to outlive an error, to carry the answer.
    yield* request.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw idle
      ? new DxError(
          'DX_TIMEOUT',
          `nothing came for ${idleTimeoutMs} ms`,
          { key, waitedMs: idleTimeoutMs },
          { cause: error },
        )
      : new DxError('DX_LENGTH_MISMATCH', 'the body broke off before its end', { key }, { cause: error });
  } finally {
    request.setTimeout(0);
  }
}
