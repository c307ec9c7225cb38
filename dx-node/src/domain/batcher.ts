interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts questions together while an earlier batch is under way, so that a crowd of them costs a few round trips. A
 * batch that fails fails all of its questions.
 */
export class Batcher<Q, A> {
  readonly #ask: (questions: readonly Q[]) => Promise<readonly A[]>;
  readonly #maxBatch: number;
  #line: Waiting<Q, A>[] = [];
  #running = false;

  /** `ask` gives an answer to each question, in their order. */
  constructor(ask: (questions: readonly Q[]) => Promise<readonly A[]>, maxBatch: number) {
    this.#ask = ask;
    this.#maxBatch = maxBatch;
  }

  /** Nothing is asked or waits. */
  get isIdle(): boolean {
    return !this.#running;
  }

  async ask(question: Q): Promise<A> {
    const { promise, resolve, reject } = Promise.withResolvers<A>();
    this.#line.push({ question, resolve, reject });
    if (!this.#running) void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Whoever asks in the same turn comes along.
    await Promise.resolve();
    while (this.#line.length > 0) {
      const batch = this.#line.slice(0, this.#maxBatch);
      this.#line = this.#line.slice(this.#maxBatch);
      try {
        const answers = await this.#ask(batch.map(({ question }) => question));
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as A);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }
}
