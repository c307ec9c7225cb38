import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK_BYTES = 2 ** 20;

/** Writes files of random bytes; no two are alike. */
export class Content {
  readonly #folder: string;
  #written = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async files(count: number, bytes: number): Promise<readonly string[]> {
    const files: string[] = [];
    for (let i = 0; i < count; i += 1) files.push(await this.file(bytes));
    return files;
  }

  async file(bytes: number): Promise<string> {
    this.#written += 1;
    const path = join(this.#folder, `file-${this.#written}`);
    const file = await open(path, 'wx');
    try {
      const block = Buffer.alloc(Math.min(bytes, BLOCK_BYTES));
      for (let left = bytes; left > 0; left -= block.byteLength) {
        randomFillSync(block);
        await file.write(block.subarray(0, left));
      }
    } finally {
      await file.close();
    }
    return path;
  }
}
