const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** Younger alerts are tried again. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/** When an alert is tried again that has failed `attempts` times; null when it is given up. Milliseconds since 1970. */
export function nextAttempt(raisedAt: number, attempts: number, now: number): number | null {
  if (now - raisedAt >= GIVEN_UP_AFTER_MS) return null;
  // The exponent is bounded: 2 ** attempts is finite, but not for ever.
  return now + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
}
