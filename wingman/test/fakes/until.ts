import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 5;
const TIMEOUT_MS = 60_000;

/** Resolves with the first value that isn't false, null or undefined. */
export async function until<T>(look: () => T | Promise<T>, what = 'the condition'): Promise<NonNullable<T>> {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new TypeError(`${what} did not come true in ${TIMEOUT_MS} ms`);
    await pause(POLL_MS);
  }
}
