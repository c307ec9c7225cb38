import type { DxKey } from '../../domain/key.ts';

/** Lets one thing at a time happen to a key; different keys don't wait for each other. */
export class KeyLock {
  readonly #tails = new Map<DxKey, Promise<unknown>>();

  async run<T>(key: DxKey, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    }
  }
}
