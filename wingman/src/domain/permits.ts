interface Waiting {
  readonly count: number;
  readonly start: () => void;
}

/**
 * Permits that are taken several at a time, first come, first served. (async-mutex has them too; these lines are fewer than
 * what a dependency costs, and keep the order also when a small request could be served before a large one.)
 */
export class Permits {
  readonly #total: number;
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(total: number) {
    this.#total = total;
    this.#free = total;
  }

  get free(): number {
    return this.#free;
  }

  /** Runs `work` with `count` permits; more than there are is all of them. */
  async run<T>(count: number, work: () => Promise<T>): Promise<T> {
    const taken = Math.min(count, this.#total);
    await this.#take(taken);
    try {
      return await work();
    } finally {
      this.#free += taken;
      this.#next();
    }
  }

  #take(count: number): Promise<void> {
    return new Promise((start) => {
      this.#waiting.push({ count, start });
      this.#next();
    });
  }

  #next(): void {
    for (let first = this.#waiting[0]; first && first.count <= this.#free; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= first.count;
      first.start();
    }
  }
}
