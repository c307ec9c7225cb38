import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { DxError } from '../errors.ts';
import type { PutResult } from '../schemas/blob-stat.ts';
import type { DxClient } from '../schemas/client.ts';
import { startProgress } from './progress.ts';

const READ_BYTES = 262_144;

/** Uploads a file; it is read twice, first for its hash. Throws DX_BAD_REQUEST when it isn't a readable file. */
export async function putFile(client: DxClient, path: string): Promise<PutResult> {
  const size = await sizeOf(path);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES })) hash.update(piece);
  const key = `0x${hash.digest('hex')}`;
  const progress = startProgress('put', size);
  const pieces = createReadStream(path, { highWaterMark: READ_BYTES });
  pieces.on('data', (piece) => progress.add(piece.length));
  try {
    return await client.upload(key, { size, body: Readable.toWeb(pieces) });
  } finally {
    progress.stop();
    pieces.destroy();
  }
}

async function sizeOf(path: string): Promise<number> {
  const info = await stat(path).catch((error: unknown) => {
    throw new DxError('DX_BAD_REQUEST', `${path} can't be read: does it exist?`, { path }, { cause: error });
  });
  if (!info.isFile()) throw new DxError('DX_BAD_REQUEST', `${path} is not a file`, { path });
  if (info.size === 0)
    throw new DxError('DX_EMPTY_BLOB', `${path} has 0 bytes; Dx holds no empty blob`, { path });
  return info.size;
}
