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
  readonly model: ModelId;
  /** Inferences a second. */
  readonly rate: number;
  readonly until: number;
}

interface Throughput {
  readonly perSecond: number;
  readonly place: string;
}

/** Shares are added up as whole numbers of this part of a place: what is let go leaves no rounding behind. */
const PARTS = 1e12;

/** What another process that takes jobs has measured of a model. */
export interface Helper extends Throughput {
  readonly model: ModelId;
  /** Whether it takes jobs now. */
  readonly live: boolean;
}

/** This machine and those of workers, among the places where models run. */
export const HERE = 'here';

/**
 * One budget over all models of a place: a model that can do R inferences a second and is asked for r uses the share r / R
 * of it. Bids and agreements hold shares; what is left decides whether a bid is made. Model servers are places of their own.
 */
export class Capacity {
  readonly #throughput = new Map<ModelId, Throughput>();
  readonly #held = new Map<string, Held>();
  /** Parts held of each place, kept up with each change: it is asked for with each order of a block. */
  readonly #used = new Map<string, number>();
  readonly #utilisation: () => number;
  readonly #computes: boolean;
  /** By model: of all together, as it is asked for with each order. */
  readonly #total = new Map<ModelId, number>();
  #helpers: readonly Helper[] = [];

  /**
   * @param utilisation share of each place that may be held, read anew for every question
   * @param computes whether this process takes jobs itself
   */
  constructor(utilisation: () => number, computes = true) {
    this.#utilisation = utilisation;
    this.#computes = computes;
  }

  /**
   * @param perSecond inferences a second at the best batch size
   * @param place this machine, or the address of the server
   */
  setThroughput(model: ModelId, perSecond: number, place = HERE): void {
    this.#throughput.set(model, { perSecond, place });
    this.#add(model);
    this.#recount();
  }

  /** Those that take jobs beside this process, and those that did. */
  setHelpers(helpers: readonly Helper[]): void {
    const models = [...this.#helpers, ...helpers].map(({ model }) => model);
    this.#helpers = helpers;
    for (const model of new Set(models)) this.#add(model);
    this.#recount();
  }

  /** Inferences a second of all who take jobs for it. */
  throughput(model: ModelId): number {
    return this.#total.get(model) ?? 0;
  }

  /** A server is the same one for all who ask it. A process that takes no jobs stands in while nobody else was heard of. */
  #add(model: ModelId): void {
    const own = this.#throughput.get(model);
    const helpers = this.#helpers.filter((helper) => helper.model === model);
    const counts = own !== undefined && (this.#computes || helpers.length === 0);
    const servers = new Map(counts && own.place !== HERE ? [[own.place, own.perSecond]] : []);
    let total = counts && own.place === HERE ? own.perSecond : 0;
    for (const { live, place, perSecond } of helpers) {
      if (!live) continue;
      if (place === HERE) total += perSecond;
      else servers.set(place, Math.max(perSecond, servers.get(place) ?? 0));
    }
    for (const perSecond of servers.values()) total += perSecond;
    this.#total.set(model, total);
  }

  /** Of the fullest place, 0 to 1. */
  get used(): number {
    return Math.max(0, ...this.#used.values()) / PARTS;
  }

  /** Of the place where the model runs, 0 to 1. */
  usedFor(model: ModelId): number {
    return (this.#used.get(this.#placeOf(model)) ?? 0) / PARTS;
  }

  /** null when there isn't enough left. A key that holds a share already keeps it. */
  reserve(key: string, demand: Demand): Reservation | null {
    const place = this.#placeOf(demand.model);
    const held = heldBy(demand);
    const known = this.#held.get(key);
    const own = known && this.#placeOf(known.model) === place ? this.#partsOf(known) : 0;
    const wanted = (this.#used.get(place) ?? 0) - own + this.#shareOf(held) * PARTS;
    if (Math.round(wanted) / PARTS > this.#utilisation()) return null;
    return this.#hold(key, held);
  }

  /**
   * Holds a share whether or not there is room: the agreement is ours already. Said again, it holds what it held first: as
   * its end comes nearer, an agreement doesn't ask for more.
   */
  commit(key: string, demand: Demand): Reservation {
    const known = this.#held.get(key);
    return this.#hold(key, { ...heldBy(demand), ...(known ? { rate: known.rate } : {}) });
  }

  release(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    this.#held.delete(key);
    this.#count(held, -1);
  }

  /** Drops what was reserved until before `block`. */
  reap(block: number): void {
    for (const [key, { until }] of this.#held) if (until < block) this.release(key);
  }

  #hold(key: string, held: Held): Reservation {
    this.release(key);
    this.#held.set(key, held);
    this.#count(held, 1);
    return {
      release: () => {
        if (this.#held.get(key) === held) this.release(key);
      },
    };
  }

  #placeOf(model: ModelId): string {
    return this.#throughput.get(model)?.place ?? HERE;
  }

  #count(held: Held, times: 1 | -1): void {
    const place = this.#placeOf(held.model);
    this.#used.set(place, (this.#used.get(place) ?? 0) + times * this.#partsOf(held));
  }

  /** What is held is another share of what can be done now. */
  #recount(): void {
    this.#used.clear();
    for (const held of this.#held.values()) this.#count(held, 1);
  }

  /** One that asks for more than there is takes all of it. */
  #partsOf(held: Held): number {
    return Math.round(Math.min(this.#shareOf(held), 1) * PARTS);
  }

  #shareOf({ model, rate }: Held): number {
    return rate / this.throughput(model);
  }
}

function heldBy({ model, inferences, durationMs, until }: Demand): Held {
  return { model, rate: inferences / (durationMs / 1_000), until };
}
