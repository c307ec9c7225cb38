import type { BidContext } from './context.ts';

type Load = Pick<BidContext, 'inferences' | 'durationMs' | 'msPerInference'>;

/** How full the machine would have been. Time is counted in blocks. */
export class ReplayedMachine {
  readonly #sellable: number;
  readonly #blockTimeMs: number;
  #held: { readonly share: number; readonly until: number }[] = [];
  #now: number | null = null;
  #blocks = 0;
  #filled = 0;
  #peak = 0;

  constructor({ sellable, blockTimeMs }: { readonly sellable: number; readonly blockTimeMs: number }) {
    this.#sellable = sellable;
    this.#blockTimeMs = blockTimeMs;
  }

  /** To a later block; what was held until before it is free again. */
  advance(block: number): void {
    const from = this.#now ?? block;
    const blocks = Math.max(0, block - from);
    for (const { share, until } of this.#held) {
      this.#filled += share * Math.max(0, Math.min(until, block) - from);
    }
    this.#blocks += blocks;
    this.#now = Math.max(from, block);
    this.#held = this.#held.filter(({ until }) => until >= block);
  }

  /** Share of what may be sold, 0 to 1. */
  get utilisation(): number {
    return Math.min(1, this.#used / this.#sellable);
  }

  hasRoom(load: Load): boolean {
    return this.#used + shareOf(load) <= this.#sellable;
  }

  take(load: Load): void {
    const until = (this.#now ?? 0) + Math.ceil(load.durationMs / this.#blockTimeMs);
    this.#held.push({ share: shareOf(load), until });
    this.#peak = Math.max(this.#peak, this.#used);
  }

  /** Over the blocks from the first order to the last. */
  summary(): { mean: number; peak: number } {
    return { mean: this.#blocks === 0 ? this.#used : this.#filled / this.#blocks, peak: this.#peak };
  }

  get #used(): number {
    return this.#held.reduce((sum, { share }) => sum + share, 0);
  }
}

const shareOf = ({ inferences, durationMs, msPerInference }: Load) =>
  (inferences * msPerInference) / durationMs;
