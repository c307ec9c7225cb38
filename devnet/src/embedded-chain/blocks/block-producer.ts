import type { Clock, Logger } from '@airo/program';
import { EmbeddedChainError } from '../errors.ts';
import type { TransactionPool } from '../pool/transaction-pool.ts';
import type { BlockAppender } from './append-block.ts';
import type { Built } from './build-block.ts';

/** Longest single wait; a `setTimeout` can't be told more than 2^31 ms. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Builds a block when `blockMs` have passed since the last one, or `soonMs` after a transaction came: everything that
 * comes meanwhile shares that block. Of such early blocks there are `earlyBlocks` in a row, and one more each `blockMs`:
 * windows are counted in blocks, and a burst of transactions must not make them pass in a moment.
 */
export class BlockProducer {
  readonly #init: ProducerInit;
  readonly #closing = new AbortController();
  #wake = new AbortController();
  #lastBlockAt: number;
  #firstWaitingAt: number | undefined;
  /** Moment at which as many early blocks are allowed again as there can be. */
  #allEarlyAt = 0;
  #manual = false;
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | undefined;

  constructor(init: ProducerInit) {
    this.#init = init;
    this.#lastBlockAt = init.clock.now();
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** A transaction that can be applied has come. */
  submitted(): void {
    this.#firstWaitingAt ??= this.#init.clock.now();
    this.#wake.abort();
  }

  /** In manual mode only `buildBlocks` makes blocks. */
  setManual(manual: boolean): void {
    this.#manual = manual;
    this.#wake.abort();
  }

  /** Builds `count` blocks at once, the waiting transactions in the first. */
  buildBlocks(count: number): Promise<void> {
    return this.exclusively(async () => {
      for (let built = 0; built < count; built += 1) await this.#build();
    });
  }

  /** Runs `task` between two blocks. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    await this.#turn;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const left = this.#due() - this.#init.clock.now();
      if (left <= 0) {
        await this.buildBlocks(1).catch((error: unknown) => {
          this.#lastBlockAt = this.#init.clock.now();
          this.#init.logger.error({ err: error }, 'no block was built');
        });
      } else {
        this.#wake = new AbortController();
        const woken = AbortSignal.any([this.#closing.signal, this.#wake.signal]);
        await this.#init.clock.wait(Math.min(left, LONGEST_WAIT_MS), woken).catch(() => {});
      }
    }
  }

  #due(): number {
    if (this.#manual) return Number.POSITIVE_INFINITY;
    const regular = this.#lastBlockAt + this.#init.blockMs;
    if (this.#firstWaitingAt === undefined) return regular;
    const early = Math.max(this.#firstWaitingAt + this.#init.soonMs, this.#nextEarlyAt());
    return Math.min(regular, early);
  }

  #nextEarlyAt(): number {
    const { earlyBlocks, blockMs } = this.#init;
    return this.#allEarlyAt - (earlyBlocks - 1) * blockMs;
  }

  async #build(): Promise<void> {
    const { pool, appender, clock, logger, blockMs } = this.#init;
    const began = clock.now();
    if (began < this.#lastBlockAt + blockMs) this.#allEarlyAt = Math.max(this.#allEarlyAt, began) + blockMs;
    const ready = pool.ready();
    this.#firstWaitingAt = undefined;
    const built = await appender.append(ready.map(({ bytes }) => bytes)).catch((cause: unknown) => {
      throw new EmbeddedChainError(
        'BLOCK_FAILED',
        `the runtime failed to build a block: ${String(cause)}`,
        {},
        {
          cause,
        },
      );
    });
    this.#lastBlockAt = began;
    const out = new Set([...built.refused, ...built.postponed]);
    const included = ready.filter(({ bytes }) => !out.has(bytes));
    pool.settle({
      included: included.map(({ hash }) => hash),
      refused: ready.filter(({ bytes }) => built.refused.includes(bytes)).map(({ hash }) => hash),
      block: built.number,
    });
    if (pool.ready().length > 0) this.#firstWaitingAt ??= began;
    this.#init.onBlock(built, new Set(included.map(({ hash }) => hash)));
    logger.debug(
      {
        number: built.number,
        hash: built.hash,
        transactions: included.length,
        ms: clock.now() - began,
      },
      'block',
    );
  }
}

export interface ProducerInit {
  readonly appender: Pick<BlockAppender, 'append'>;
  readonly pool: TransactionPool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly blockMs: number;
  readonly soonMs: number;
  readonly earlyBlocks: number;
  /** After the head has moved: the block and the transactions of the pool that are in it. */
  readonly onBlock: (built: Built, included: ReadonlySet<`0x${string}`>) => void;
}
