import { type Job, type JobQueue, type Processor, QUEUES, type QueueName } from '../../src/ports/queue.ts';

const ATTEMPTS = 3;

/** A queue that runs jobs in turn as soon as it can, and forgets with the process. */
export class MemoryQueue implements JobQueue {
  readonly #waiting: Job[] = [];
  readonly #known = new Map<string, QueueName>();
  readonly #processors = new Map<QueueName, Processor>();
  #running: Promise<void> = Promise.resolve();

  async add(jobs: readonly Job[]) {
    for (const job of jobs) {
      if (this.#known.has(job.id)) continue;
      this.#known.set(job.id, job.queue);
      this.#waiting.push(job);
    }
    this.#kick();
  }

  async start(queue: QueueName, processor: Processor) {
    this.#processors.set(queue, processor);
    this.#kick();
  }

  async depth() {
    const count = (name: QueueName) => [...this.#known.values()].filter((queue) => queue === name).length;
    return Object.fromEntries(QUEUES.map((name) => [name, count(name)])) as Record<QueueName, number>;
  }

  problem() {
    return null;
  }

  /** Resolves when nothing is left that has a processor. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async close() {
    this.#processors.clear();
    await this.#running;
  }

  #kick(): void {
    this.#running = this.#running.then(() => this.#drain());
  }

  async #drain(): Promise<void> {
    for (;;) {
      const next = this.#waiting.findIndex((job) => this.#processors.has(job.queue));
      const [job] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (!job) return;
      await this.#try(job);
      this.#known.delete(job.id);
    }
  }

  async #try(job: Job): Promise<void> {
    for (let number = 1; number <= ATTEMPTS; number++) {
      try {
        await this.#processors.get(job.queue)?.(job, { number, last: number === ATTEMPTS });
        return;
      } catch {
        // The next attempt, as the real queue would after a pause.
      }
    }
  }
}
