/** Bytes that models may take, and who holds how many of them. */
export class MemoryBudget {
  readonly total: number;
  readonly #held = new Map<string, number>();

  constructor(total: number) {
    this.total = total;
  }

  get used(): number {
    return [...this.#held.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** False, and nothing held, when there isn't enough left. */
  hold(key: string, bytes: number): boolean {
    if (this.used + bytes > this.total) return false;
    this.#held.set(key, bytes);
    return true;
  }

  release(key: string): void {
    this.#held.delete(key);
  }
}
