import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 5;
const TIMEOUT_MS = 60_000;

/** Resolves with the first value that isn't false, null or undefined. */
export async function until<T>(
  look: () => T | Promise<T>,
  what = 'the condition',
  timeoutMs = TIMEOUT_MS,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new TypeError(`${what} did not come true in ${timeoutMs} ms`);
    await pause(POLL_MS);
  }
}
