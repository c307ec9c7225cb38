import type { Clock, Logger } from '@airo/program';
import type { Store } from '../../ports/store.ts';

const EVERY_MS = 2_000;

/** The best block as the leader last wrote it down; to ask for it is also to see whether the database is there. */
export class SharedHead {
  readonly #store: Pick<Store, 'cursor'>;
  readonly #clock: Pick<Clock, 'wait'>;
  readonly #log: Logger;
  #number = 0;
  #problem: string | null = 'the database was not asked yet';

  constructor(init: { store: Pick<Store, 'cursor'>; clock: Pick<Clock, 'wait'>; log: Logger }) {
    this.#store = init.store;
    this.#clock = init.clock;
    this.#log = init.log;
  }

  get number(): number {
    return this.#number;
  }

  /** For people; null when the database answers. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Looks again and again until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      await this.#clock.wait(EVERY_MS, signal).catch(() => {});
    }
  }

  async look(): Promise<void> {
    try {
      this.#number = (await this.#store.cursor('best'))?.number ?? 0;
      this.#problem = null;
    } catch (error) {
      const isNew = this.#problem === null;
      this.#problem = `the database does not answer: ${(error as Error).message}`;
      if (isNew) this.#log.error({ err: error }, 'the database does not answer; jobs wait until it is back');
    }
  }
}
