import type { Logger } from '@airo/program';
import type { JobQueue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';

const JOBS_AT_ONCE = 100;
/** So often is looked whether the queue still has what it was given. */
const COUNT_EVERY_BLOCKS = 4;

type Outbox = Pick<Store, 'takeJobs' | 'resetJobs' | 'jobsTaken'>;
type Taker = Pick<JobQueue, 'add' | 'depth'>;

/**
 * Moves jobs from the outbox to the queue, in the order of their blocks. Calls while it runs make it look once more. What
 * the queue lost (it was away, or its process died) is given to it again: an id that it has is added once.
 */
export class Relay {
  readonly #store: Outbox;
  readonly #queue: Taker;
  readonly #log: Logger;
  #head = 0;
  #countedAt = 0;
  #again = false;
  #running: Promise<void> | undefined;

  constructor({ store, queue, log }: { store: Outbox; queue: Taker; log: Logger }) {
    this.#store = store;
    this.#queue = queue;
    this.#log = log;
  }

  /** Number of the best block. */
  get head(): number {
    return this.#head;
  }

  /** Something may be ready: a block came, or a job was written. @param head number of the best block, when it is new */
  nudge(head: number = this.#head): void {
    this.#head = head;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Waits for what is being moved. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#count();
        const jobs = await this.#store.takeJobs(this.#head, JOBS_AT_ONCE);
        if (jobs.length === JOBS_AT_ONCE) this.#again = true;
        await this.#queue.add(jobs);
      }
    } catch (error) {
      this.#countedAt = Number.NEGATIVE_INFINITY;
      this.#log.error({ err: error }, 'jobs could not be handed to the queue; the next block tries again');
    } finally {
      // In the same turn as the last look: a nudge in between would find somebody running who looks no more.
      this.#running = undefined;
    }
  }

  async #count(): Promise<void> {
    if (this.#head - this.#countedAt < COUNT_EVERY_BLOCKS) return;
    const taken = await this.#store.jobsTaken();
    const queued = Object.values(await this.#queue.depth()).reduce((sum, jobs) => sum + jobs, 0);
    if (taken > queued) {
      await this.#store.resetJobs();
      this.#log.info({ taken, queued }, 'the queue lacks jobs; it is given them again');
    }
    this.#countedAt = this.#head;
  }
}
