import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type DxKey, parseKey } from '../../domain/key.ts';

/** Where blobs lie: `blobs/ab/cd/<hash>`, and `tmp/` on the same file system for what is being written. */
export class BlobPaths {
  readonly #blobs: string;
  readonly #tmp: string;

  constructor(dir: string) {
    this.#blobs = join(dir, 'blobs');
    this.#tmp = join(dir, 'tmp');
  }

  /** Makes the folders and throws away what an earlier run left half written. */
  async prepare(): Promise<void> {
    await rm(this.#tmp, { recursive: true, force: true });
    await mkdir(this.#tmp, { recursive: true });
    await mkdir(this.#blobs, { recursive: true });
  }

  of(key: DxKey): string {
    const hash = key.slice(2);
    return join(this.#blobs, hash.slice(0, 2), hash.slice(2, 4), hash);
  }

  /** Bytes that the disk can still take from this user. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#tmp);
    return bavail * bsize;
  }

  newTmp(): string {
    return join(this.#tmp, randomUUID());
  }

  /** Every file that is named as a blob is. */
  async *all(): AsyncGenerator<{ key: DxKey; path: string }> {
    for (const entry of await readdir(this.#blobs, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue;
      yield { key: parseKey(`0x${entry.name}`), path: join(entry.parentPath, entry.name) };
    }
  }
}

/** Makes a rename durable. Windows can't open folders, and doesn't need it. */
export async function syncFolderOf(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
