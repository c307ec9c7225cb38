import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseKey } from '../domain/key.ts';
import { DxError } from '../errors.ts';
import type { PutResult } from '../schemas/blob-stat.ts';
import type { DxClient } from '../schemas/client.ts';
import { startProgress } from './progress.ts';

/** Downloads to a file, which appears only when it is whole and hashes to the key; `-` writes to stdout. */
export async function getFile(client: DxClient, text: string, output: string): Promise<PutResult> {
  const key = parseKey(text);
  const { size, body } = await client.download(key);
  const progress = startProgress('get', size);
  const hash = createHash('sha256');
  async function* checked(): AsyncGenerator<Uint8Array> {
    for await (const piece of body) {
      hash.update(piece);
      progress.add(piece.byteLength);
      yield piece;
    }
    const actual = `0x${hash.digest('hex')}`;
    if (actual !== key)
      throw new DxError('DX_HASH_MISMATCH', `the node sent bytes that hash to ${actual}`, { key });
  }
  try {
    if (output === '-') await pipeline(checked, process.stdout, { end: false });
    else await writeFile(checked, output);
    return { key, size };
  } finally {
    progress.stop();
  }
}

async function writeFile(pieces: () => AsyncGenerator<Uint8Array>, output: string): Promise<void> {
  const part = `${output}.part`;
  try {
    await pipeline(pieces, createWriteStream(part));
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof DxError) throw error;
    throw new DxError(
      'DX_BAD_REQUEST',
      `${output} can't be written: does its folder exist?`,
      { path: output },
      { cause: error },
    );
  }
}
