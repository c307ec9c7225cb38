/** A source of numbers from 0 to 1 that is the same for the same seed. */
export type Chance = () => number;

const INCREMENT = 0x6d2b79f5;

/** Mulberry32: good enough to draw demand from, never for secrets. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + INCREMENT) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Around `median`, most within a factor of e^spread. */
export function logNormal(chance: Chance, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return median * Math.exp(spread * normal);
}
