import type { PartialBlob } from './partial-blob.ts';

/** Puts chunks that come in any order into a blob in theirs; what is early waits in memory. */
export class InOrder {
  readonly #partial: PartialBlob;
  /** Checked chunks that wait for those before them. */
  readonly #early = new Map<number, Uint8Array>();
  #writing: Promise<void> | undefined;

  constructor(partial: PartialBlob) {
    this.#partial = partial;
  }

  /**
   * Takes chunk `index`; one that is there already is ignored. Resolves when the disk has kept up, so that it holds back who
   * comes faster. Throws DX_HASH_MISMATCH, and what the store throws.
   */
  async take(index: number, chunk: Uint8Array): Promise<void> {
    const partial = this.#partial;
    partial.check(index, chunk);
    if (index < partial.nextChunk || this.#early.has(index)) return;
    this.#early.set(index, chunk);
    while (this.#early.has(partial.nextChunk)) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing?.catch(() => undefined);
  }

  async #write(): Promise<void> {
    for (let chunk = this.#early.get(this.#partial.nextChunk); chunk !== undefined; ) {
      const index = this.#partial.nextChunk;
      await this.#partial.append(chunk);
      this.#early.delete(index);
      chunk = this.#early.get(this.#partial.nextChunk);
    }
  }
}
