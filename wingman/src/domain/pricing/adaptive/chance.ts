/** A number from 0 to 1 that is always the same for the same two numbers and looks like chance. */
export function chance(seed: number, salt: number): number {
  let mixed = (Math.imul(seed, 0x9e3779b1) ^ salt) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1) >>> 0;
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
