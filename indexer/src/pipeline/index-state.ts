import type { Hex } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import type { IndexHead } from '../ports/index-store.ts';

/** So many block times without a finalised block mean that the chain, the way to it, or its finality is lost. */
const SILENT_BLOCKS = 20;

/** Who is told of what is new in the index. */
export interface IndexListener {
  head(head: IndexHead): void;
  /** Models whose manifest has this hash have a name now. It comes whenever Dx has it, so no block tells of it. */
  manifest(hash: Hex): void;
}

/** How far the index is, and what keeps it from going on; tells whoever listens of each step. */
export class IndexState {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #blockTimeMs: number;
  readonly #listeners = new Set<IndexListener>();
  #head: IndexHead | null = null;
  #caughtUp = false;
  #problem: string | null = null;
  #lastStepAt: number;

  constructor(clock: Pick<Clock, 'now'>, blockTimeMs: number) {
    this.#clock = clock;
    this.#blockTimeMs = blockTimeMs;
    this.#lastStepAt = clock.now();
  }

  get head(): IndexHead | null {
    return this.#head;
  }

  /** @param caughtUp nothing waits behind it */
  stepped(head: IndexHead, caughtUp: boolean): void {
    this.#head = head;
    this.#caughtUp ||= caughtUp;
    this.#problem = null;
    this.#lastStepAt = this.#clock.now();
    for (const listener of this.#listeners) listener.head(head);
  }

  manifestFound(hash: Hex): void {
    for (const listener of this.#listeners) listener.manifest(hash);
  }

  failed(problem: string): void {
    this.#problem = problem;
  }

  /** @returns stops listening */
  listen(listener: IndexListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readiness(): { ok: boolean; reasons: string[] } {
    const reasons: string[] = [];
    const silentMs = this.#clock.now() - this.#lastStepAt;
    if (this.#problem !== null) reasons.push(this.#problem);
    if (this.#head === null) reasons.push('nothing has been indexed yet');
    else if (!this.#caughtUp) reasons.push(`catching up, at block ${this.#head.number}`);
    else if (silentMs > SILENT_BLOCKS * this.#blockTimeMs) {
      reasons.push(`no finalised block for ${Math.round(silentMs / 1_000)} s`);
    }
    return { ok: reasons.length === 0, reasons };
  }
}
