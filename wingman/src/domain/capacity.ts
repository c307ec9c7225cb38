import type { ModelId } from '@airo/chain-types';

/** What one agreement needs of the machine. */
export interface Demand {
  readonly model: ModelId;
  readonly inferences: number;
  /** Over which they may come. */
  readonly durationMs: number;
  /** Block after which the reservation counts no more. */
  readonly until: number;
}

export interface Reservation {
  release(): void;
}

interface Held {
  readonly share: number;
  readonly until: number;
}

/**
 * One budget over all models: a model that can do R inferences a second and is asked for r uses the share r / R of the
 * machine. Bids and agreements hold shares; what is left decides whether a bid is made.
 */
export class Capacity {
  readonly #perSecond = new Map<ModelId, number>();
  readonly #held = new Map<string, Held>();
  readonly #utilisation: () => number;

  /** @param utilisation share of the machine that may be held, read anew for every question */
  constructor(utilisation: () => number) {
    this.#utilisation = utilisation;
  }

  /** @param perSecond inferences a second at the best batch size */
  setThroughput(model: ModelId, perSecond: number): void {
    this.#perSecond.set(model, perSecond);
  }

  throughput(model: ModelId): number {
    return this.#perSecond.get(model) ?? 0;
  }

  /** Of the machine, 0 to 1. */
  get used(): number {
    return [...this.#held.values()].reduce((sum, { share }) => sum + share, 0);
  }

  /** null when there isn't enough left. A key that holds a share already keeps it. */
  reserve(key: string, demand: Demand): Reservation | null {
    const share = this.#share(demand);
    const others = this.used - (this.#held.get(key)?.share ?? 0);
    if (others + share > this.#utilisation()) return null;
    return this.#hold(key, { share, until: demand.until });
  }

  /** Holds a share whether or not there is room: the agreement is ours already. */
  commit(key: string, demand: Demand): Reservation {
    return this.#hold(key, { share: Math.min(this.#share(demand), 1), until: demand.until });
  }

  release(key: string): void {
    this.#held.delete(key);
  }

  /** Drops what was reserved until before `block`. */
  reap(block: number): void {
    for (const [key, { until }] of this.#held) if (until < block) this.#held.delete(key);
  }

  #hold(key: string, held: Held): Reservation {
    this.#held.set(key, held);
    return {
      release: () => {
        if (this.#held.get(key) === held) this.#held.delete(key);
      },
    };
  }

  #share(demand: Demand): number {
    const perSecond = this.throughput(demand.model);
    return demand.inferences / (demand.durationMs / 1_000) / perSecond;
  }
}
