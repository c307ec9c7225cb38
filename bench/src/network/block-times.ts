import type { Clock } from '@airo/program';
import { BenchError } from '../errors.ts';
import { metric, readMetrics } from './metrics.ts';
import { type BenchNodes, bestOf } from './nodes.ts';

const POLL_MS = 100;
const MS_PER_S = 1_000;
/** Without a block for that long the node is stuck. */
const STALL_MS = 60_000;

/** Counters of both nodes at one moment. */
export interface Sample {
  /** Best block of the author. */
  readonly best: number;
  /** Seconds it has spent on making blocks, and how many ended because nothing was left to put in. */
  readonly constructS: number;
  readonly exhausted: number;
  /** Blocks that the follower imported, and the seconds spent on them. */
  readonly imported: number;
  readonly importS: number;
}

export interface BlockTime {
  readonly constructMs: number;
  readonly importMs: number;
  /** The author left transactions out for want of room or time. */
  readonly full: boolean;
}

/** What two samples tell of the blocks between them; blocks that came between the same samples share evenly. */
export function timesBetween(
  before: Sample,
  after: Sample,
): {
  readonly constructed: readonly { number: number; constructMs: number; full: boolean }[];
  readonly imported: readonly { number: number; importMs: number }[];
} {
  const made = after.best - before.best;
  const taken = after.imported - before.imported;
  const constructMs = ((after.constructS - before.constructS) * MS_PER_S) / made;
  const importMs = ((after.importS - before.importS) * MS_PER_S) / taken;
  const full = after.exhausted === before.exhausted;
  return {
    constructed: Array.from({ length: made }, (_, i) => ({ number: before.best + 1 + i, constructMs, full })),
    imported: Array.from({ length: taken }, (_, i) => ({ number: before.imported + 1 + i, importMs })),
  };
}

/** Watches how long each block takes, from the nodes' own metrics. */
export class BlockTimes {
  readonly #nodes: BenchNodes;
  readonly #clock: Clock;
  readonly #constructed = new Map<number, { constructMs: number; full: boolean }>();
  readonly #imported = new Map<number, number>();
  readonly #stop = new AbortController();
  /** Author and follower advance one after the other: each side's last sample is kept until that side advances. */
  #made: Sample;
  #taken: Sample;
  #done: Promise<void> = Promise.resolve();
  #failure: unknown;

  private constructor(nodes: BenchNodes, clock: Clock, first: Sample) {
    this.#nodes = nodes;
    this.#clock = clock;
    this.#made = first;
    this.#taken = first;
  }

  /** The nodes have to be in sync. */
  static async start(nodes: BenchNodes, clock: Clock): Promise<BlockTimes> {
    const times = new BlockTimes(nodes, clock, await sampleOf(nodes));
    times.#done = times.#watch().catch((error: unknown) => {
      if (!times.#stop.signal.aborted) times.#failure = error;
    });
    return times;
  }

  /** The newest block of the author. */
  get best(): number {
    return this.#made.best;
  }

  /** Resolves when both nodes have a block of that number. @throws BenchError RUN_FAILED when none comes */
  async of(number: number): Promise<BlockTime> {
    const deadline = this.#clock.now() + STALL_MS;
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const constructed = this.#constructed.get(number);
      const importMs = this.#imported.get(number);
      if (constructed && importMs !== undefined) return { ...constructed, importMs };
      if (this.#clock.now() > deadline) {
        throw new BenchError('RUN_FAILED', `block ${number} is not on both nodes`, { number });
      }
      await this.#clock.wait(POLL_MS);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #watch(): Promise<void> {
    for (;;) {
      await this.#clock.wait(POLL_MS, this.#stop.signal);
      const now = await sampleOf(this.#nodes);
      if (now.best > this.#made.best) {
        for (const { number, ...time } of timesBetween(this.#made, now).constructed) {
          this.#constructed.set(number, time);
        }
        this.#made = now;
      }
      if (now.imported > this.#taken.imported) {
        for (const { number, importMs } of timesBetween(this.#taken, now).imported) {
          this.#imported.set(number, importMs);
        }
        this.#taken = now;
      }
    }
  }
}

/** The follower has imported every block once, so that its count is its best block's number. */
async function sampleOf({ author, follower }: BenchNodes): Promise<Sample> {
  const best = await bestOf(author);
  const [made, taken] = await Promise.all([readMetrics(author.metricsUrl), readMetrics(follower.metricsUrl)]);
  return {
    best,
    constructS: metric(made, 'substrate_proposer_block_constructed_sum'),
    exhausted: metric(made, 'substrate_proposer_end_proposal_reason', 'reason="no_more_transactions"'),
    imported: metric(taken, 'substrate_block_verification_and_import_time_count'),
    importS: metric(taken, 'substrate_block_verification_and_import_time_sum'),
  };
}
