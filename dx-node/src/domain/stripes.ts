/** A run of chunks that one source is asked for. */
export interface Stripe<Source> {
  readonly source: Source;
  /** First chunk that hasn't come. */
  next: number;
  /** First chunk that isn't asked for; brought down when others come to help. */
  end: number;
  readonly from: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Who was sent after the same chunks, or whom this one was sent after. */
  rival?: Stripe<Source> | undefined;
  /** Was sent after a slower one. */
  readonly overtakes: boolean;
}

export interface StripesInit {
  /** Chunks of the blob. */
  chunks: number;
  /** First chunk that is missing. */
  from: number;
  /** Chunks of one stripe while several sources work. */
  stripeChunks: number;
  /** How far ahead of the first missing chunk stripes are given out: what comes early waits in memory. */
  windowChunks: number;
}

/** A source is overtaken when it would take so many times as long as another. */
const OVERTAKEN_BY = 3;

/** Who fetches which chunks of a blob. Pure bookkeeping; the caller tells the time. */
export class Stripes<Source> {
  readonly #init: StripesInit;
  readonly #running = new Set<Stripe<Source>>();
  /** Parts of stripes whose source failed. */
  #orphans: { next: number; end: number }[] = [];
  #given: number;

  constructor(init: StripesInit) {
    this.#init = init;
    this.#given = init.from;
  }

  /**
   * The next chunks for `source`: what another left, or the next in line. `alone` takes all that is left. Undefined when
   * everything within the window is under way.
   */
  take(
    source: Source,
    { missing, now, alone }: { missing: number; now: number; alone: boolean },
  ): Stripe<Source> | undefined {
    const orphan = this.#orphans.shift();
    if (orphan !== undefined) return this.#start(source, orphan, now);
    const { chunks, stripeChunks, windowChunks } = this.#init;
    if (this.#given >= Math.min(chunks, missing + windowChunks)) return undefined;
    const next = this.#given;
    this.#given = alone ? chunks : Math.min(chunks, next + stripeChunks);
    return this.#start(source, { next, end: this.#given }, now);
  }

  /**
   * The chunks that hold everything up, once more, when their source would take much longer than one that takes `paceMs` a
   * chunk. Undefined when there are none.
   */
  overtake(source: Source, { now, paceMs }: { now: number; paceMs: number }): Stripe<Source> | undefined {
    const [first] = [...this.#running]
      .filter((stripe) => stripe.rival === undefined && stripe.source !== source && stripe.next < stripe.end)
      .sort((a, b) => a.next - b.next);
    if (first === undefined) return undefined;
    if (this.paceOf(first, now) <= OVERTAKEN_BY * paceMs) return undefined;
    const stripe = this.#start(source, first, now, true);
    stripe.rival = first;
    first.rival = stripe;
    return stripe;
  }

  /** Milliseconds a chunk, as far as can be told. */
  paceOf(stripe: Stripe<Source>, now: number): number {
    return (now - stripe.startedAt) / Math.max(1, stripe.next - stripe.from);
  }

  /** Makes work for helpers: who took all that is left keeps one stripe of it. */
  share(): void {
    for (const stripe of this.#running) {
      const end = stripe.next + this.#init.stripeChunks;
      if (stripe.end !== this.#given || end >= stripe.end) continue;
      stripe.end = end;
      this.#given = end;
    }
  }

  /** The stripe ended; what didn't come is for others, unless its rival is after it. */
  end(stripe: Stripe<Source>): void {
    this.#running.delete(stripe);
    if (stripe.rival !== undefined) stripe.rival.rival = undefined;
    else if (stripe.next < stripe.end) this.#orphans.push({ next: stripe.next, end: stripe.end });
  }

  #start(
    source: Source,
    { next, end }: { next: number; end: number },
    now: number,
    overtakes = false,
  ): Stripe<Source> {
    const stripe: Stripe<Source> = { source, next, end, from: next, startedAt: now, overtakes };
    this.#running.add(stripe);
    return stripe;
  }
}
