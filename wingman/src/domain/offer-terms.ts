import type { OfferTerms } from '@airo/chain-types';
import type { Benchmark } from './benchmark.ts';

/** What was measured, in whole numbers of at least 1, as the chain wants them. */
export function offerTerms(
  { p50Ms, p95Ms, perSecond }: Pick<Benchmark, 'p50Ms' | 'p95Ms' | 'perSecond'>,
  maxBatch: number,
  hardware: string,
): OfferTerms {
  return {
    p50Ms: Math.max(1, Math.ceil(p50Ms)),
    p95Ms: Math.max(1, Math.ceil(p95Ms)),
    perSecond: Math.max(1, Math.floor(perSecond)),
    maxBatch,
    hardware,
  };
}

/**
 * Whether an offer on chain was measured, and on such a machine as this one. Figures of one machine differ from start to
 * start, with what else it does: a transaction for each difference would be a waste.
 */
export function isMeasuredHere(offer: OfferTerms, here: OfferTerms): boolean {
  const figures = [offer.p50Ms, offer.p95Ms, offer.perSecond];
  return (
    figures.every((figure) => figure > 0) &&
    offer.maxBatch === here.maxBatch &&
    offer.hardware === here.hardware
  );
}
