/** A bid as far as its value is judged. */
export interface Valued {
  readonly provider: string;
  /** Planck for one inference. */
  readonly price: bigint;
  /** Share of what it was paid for that it answered well, 0 to 1; faded record of the chain. */
  readonly score: number;
  readonly p95Ms: number | null;
}

export interface BestValue {
  readonly provider: string;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** A stranger's record is no reason against it, but none for it either. */
const LEAST_SCORE = 0.5;

/** What one good answer costs: the price, and more the more often its provider failed. */
const costOf = ({ price, score }: Valued): number => Number(price) / Math.max(score, LEAST_SCORE);

/** The bid with the lowest price of a good answer; among equals the fastest. null: no bids. */
export function bestValue(bids: readonly Valued[]): BestValue | null {
  const [best, next] = [...bids].sort(
    (a, b) =>
      costOf(a) - costOf(b) || (a.p95Ms ?? Number.POSITIVE_INFINITY) - (b.p95Ms ?? Number.POSITIVE_INFINITY),
  );
  if (!best) return null;
  if (!next) return { provider: best.provider, reason: 'The only bid so far.' };
  const less = Math.round((1 - costOf(best) / costOf(next)) * 100);
  if (less < 1)
    return { provider: best.provider, reason: 'As good a price as any, and the fastest of them.' };
  const cheapest = bids.every(({ price }) => price >= best.price);
  return {
    provider: best.provider,
    reason: cheapest
      ? `The lowest price, also when its record is counted: ${less} % less than the next.`
      : `Not the lowest price, but it answers more reliably: a good answer costs ${less} % less than the next.`,
  };
}
