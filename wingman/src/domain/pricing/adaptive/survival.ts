/** A price from which on an order is lost, or, when it is no limit, up to which nothing was seen that would lose it. */
export interface Bound {
  readonly price: number;
  readonly isLimit: boolean;
  readonly weight: number;
}

/** Share of orders that a price wins, by the Kaplan-Meier estimator: what isn't known above a bound is left open. */
export function survivalOf(bounds: readonly Bound[]): (price: number) => number {
  const sorted = bounds.toSorted((a, b) => a.price - b.price || Number(b.isLimit) - Number(a.isLimit));
  let known = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let share = 1;
  const steps: { readonly price: number; readonly share: number }[] = [];
  for (const { price, isLimit, weight } of sorted) {
    if (isLimit) {
      share *= Math.max(0, 1 - weight / known);
      steps.push({ price, share });
    }
    known -= weight;
  }
  return (price) => steps[lastAtMost(steps, price)]?.share ?? 1;
}

/** Place of the last step that is not above the price, by halving; -1 when all are above. */
function lastAtMost(steps: readonly { readonly price: number }[], price: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.price ?? 0) <= price) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
