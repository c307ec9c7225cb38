import type { OfferTerms } from '@airo/chain-types';
import type { Benchmark } from './benchmark.ts';

/** Two measurements of one machine differ by less than this; a transaction for each of them would be a waste. */
const NOISE_FACTOR = 2;
/** Milliseconds, or inferences a second: of small figures even this is noise. */
const NOISE = 5;

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

/** Whether an offer on chain tells what was measured, up to noise; one with a figure of 0 was never measured. */
export function isTrue(offer: OfferTerms, measured: OfferTerms): boolean {
  const figures = [
    [offer.p50Ms, measured.p50Ms],
    [offer.p95Ms, measured.p95Ms],
    [offer.perSecond, measured.perSecond],
  ] as const;
  return (
    offer.maxBatch === measured.maxBatch &&
    offer.hardware === measured.hardware &&
    figures.every(([told, found]) => told > 0 && isNear(told, found))
  );
}

const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= NOISE || Math.max(a, b) <= NOISE_FACTOR * Math.min(a, b);
