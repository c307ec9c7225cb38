import { TokenBucket, type TokenBucketInit } from './token-bucket.ts';

/** Counts what each peer has running and how often it asks; both are bounded per peer. */
export class PeerLimits {
  readonly #running = new Map<string, number>();
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #maxRunning: number;
  readonly #bucket: TokenBucketInit;

  constructor(init: { maxRunning: number; bucket: TokenBucketInit }) {
    this.#maxRunning = init.maxRunning;
    this.#bucket = init.bucket;
  }

  /** Peers that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Starts one thing for `peer`; undefined when it has too many or asks too often. Call the result when done. */
  enter(peer: string, now: number): (() => void) | undefined {
    const running = this.#running.get(peer) ?? 0;
    if (running >= this.#maxRunning || !this.#bucketOf(peer, now).take(now)) return undefined;
    this.#running.set(peer, running + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const rest = (this.#running.get(peer) ?? 1) - 1;
      if (rest > 0) this.#running.set(peer, rest);
      else this.#running.delete(peer);
    };
  }

  /** Counts what `peer` asks within something that it has running; false when it asks too much. */
  spend(peer: string, tokens: number, now: number): boolean {
    return this.#bucketOf(peer, now).take(now, tokens);
  }

  /** Forgets peers that ask for nothing, so that memory doesn't grow with everyone ever seen. */
  prune(now: number): void {
    for (const [peer, bucket] of this.#buckets) {
      if (!this.#running.has(peer) && bucket.isFull(now)) this.#buckets.delete(peer);
    }
  }

  #bucketOf(peer: string, now: number): TokenBucket {
    const known = this.#buckets.get(peer);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(this.#bucket, now);
    this.#buckets.set(peer, bucket);
    return bucket;
  }
}
