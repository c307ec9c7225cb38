import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blob } from '@airo/chain-types';

const SUFFIXES = ['.onnx', '.manifest.json'];

/** The bytes of a file in the folder that is the blob; null when there is none. */
export async function findLocal(folder: string, blob: Blob): Promise<Uint8Array | null> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((n) => SUFFIXES.some((suffix) => n.endsWith(suffix)))) {
    const path = join(folder, name);
    if (BigInt((await stat(path)).size) !== blob.size) continue;
    const bytes = await readFile(path);
    if (`0x${createHash('sha256').update(bytes).digest('hex')}` === blob.hash) return bytes;
  }
  return null;
}
