/** At most `limit` at once; who comes later waits in line. */
export class Slots {
  readonly #limit: number;
  readonly #line: (() => void)[] = [];
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves with how to give the slot back; rejects with the signal's reason when it aborts first. */
  async take(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#taken < this.#limit) {
      this.#taken += 1;
      return this.#giver();
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#line.splice(this.#line.indexOf(enter), 1);
        reject(signal?.reason);
      };
      const enter = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve(this.#giver());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#line.push(enter);
    });
  }

  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const give = await this.take(signal);
    try {
      return await work();
    } finally {
      give();
    }
  }

  #giver(): () => void {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#line.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    };
  }
}
