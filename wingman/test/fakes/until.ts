import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;
/** As long as a machine that is slow and busy may take to start a bot that then bids. */
const TIMEOUT_MS = 240_000;

/** Resolves with the first value that isn't false, null or undefined. */
export async function until<T>(
  look: () => T | Promise<T>,
  what = 'the condition',
  timeoutMs = TIMEOUT_MS,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const asked = performance.now();
    const value = await look();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new TypeError(`${what} did not come true in ${timeoutMs} ms`);
    // A program that is asked without a break comes to nothing else.
    const tookMs = performance.now() - asked;
    await pause(Math.min(Math.max(PAUSE_MS, 2 * tookMs), LONGEST_PAUSE_MS));
  }
}
