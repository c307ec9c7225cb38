import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

/** A log that keeps its last one to two `maxBytes`: when full it becomes `<path>.1` and a new one begins. */
export class LogFile {
  readonly #path: string;
  readonly #maxBytes: number;
  #fd: number;
  #bytes = 0;

  constructor(path: string, maxBytes: number) {
    this.#path = path;
    this.#maxBytes = maxBytes;
    this.#fd = openSync(path, 'w');
  }

  write(chunk: Uint8Array): void {
    if (this.#bytes + chunk.length > this.#maxBytes) {
      closeSync(this.#fd);
      renameSync(this.#path, `${this.#path}.1`);
      this.#fd = openSync(this.#path, 'w');
      this.#bytes = 0;
    }
    this.#bytes += writeSync(this.#fd, chunk);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
