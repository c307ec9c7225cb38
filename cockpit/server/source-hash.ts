import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * SHA-256 over names and contents of files and of all files in folders, in hex.
 * @param paths relative to `root`; one that isn't there counts as empty
 */
export async function sourceHash(root: string, paths: readonly string[]): Promise<string> {
  const found = await Promise.all(paths.map((path) => filesIn(join(root, path))));
  const files = found.flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash('sha256');
  for (const [i, file] of files.entries()) {
    const bytes = contents[i] ?? new Uint8Array();
    hash.update(`${relative(root, file).split(sep).join('/')}\n${bytes.byteLength}\n`).update(bytes);
  }
  return hash.digest('hex');
}

async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
