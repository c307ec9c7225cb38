export interface TokenBucketInit {
  /** Tokens that it holds when full: the largest burst. */
  capacity: number;
  /** Tokens that come back in a second. */
  refillPerSecond: number;
}

/** Allows a burst, then a steady rate. The caller tells the time, in milliseconds. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #refillPerMs: number;
  #tokens: number;
  #at: number;

  constructor(init: TokenBucketInit, now: number) {
    this.#capacity = init.capacity;
    this.#refillPerMs = init.refillPerSecond / 1_000;
    this.#tokens = init.capacity;
    this.#at = now;
  }

  /** Takes tokens; false, and none taken, when there are fewer. */
  take(now: number, tokens = 1): boolean {
    this.#refill(now);
    if (this.#tokens < tokens) return false;
    this.#tokens -= tokens;
    return true;
  }

  /** Nothing was taken for long enough that forgetting this bucket changes nothing. */
  isFull(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#capacity;
  }

  #refill(now: number): void {
    const elapsed = Math.max(0, now - this.#at);
    this.#tokens = Math.min(this.#capacity, this.#tokens + elapsed * this.#refillPerMs);
    this.#at = now;
  }
}
