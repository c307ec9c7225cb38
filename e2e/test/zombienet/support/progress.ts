import type { NodeProcess } from './node-process.ts';

const PATIENCE_MS = 120_000;
const POLL_MS = 500;
const LIMIT = `within ${PATIENCE_MS / 1000} s`;

/** Resolves when the height is there; rejects with how far it came when it stands still. */
export async function reaches(height: () => Promise<number>, wanted: number, what: string): Promise<void> {
  const limit = new Standstill();
  await poll(
    height,
    (now) => now >= wanted,
    async (now) => {
      if (limit.isReached(now)) throw missed(LIMIT, `${what}: block ${wanted}`, now);
    },
  );
}

/** Whether a height hasn't grown for as long as anybody waits. */
class Standstill {
  #highest = -1;
  #until = 0;

  isReached(height: number): boolean {
    if (height > this.#highest) {
      this.#highest = height;
      this.#until = Date.now() + PATIENCE_MS;
    }
    return Date.now() > this.#until;
  }
}

/** Resolves with the first value that is wanted; rejects with the last one that wasn't. */
export async function eventually<T>(
  look: () => Promise<T>,
  wanted: (value: T) => boolean,
  what: string,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  return poll(look, wanted, async (value) => {
    if (Date.now() > end) throw missed(LIMIT, what, value);
  });
}

/**
 * As `eventually`, but counts blocks: a busy machine makes them late. Rejects as well when no block comes for the time
 * that `eventually` takes.
 */
export async function withinBlocks<T>(
  node: NodeProcess,
  blocks: number,
  look: () => Promise<T>,
  wanted: (value: T) => boolean,
  what: string,
): Promise<T> {
  const last = (await node.best()) + blocks;
  const limit = new Standstill();
  return poll(look, wanted, async (value) => {
    const now = await node.best();
    if (now > last) throw missed(`within ${blocks} blocks of ${node.name}`, what, value);
    if (limit.isReached(now)) throw missed(`though ${node.name} waits at block ${now}`, what, value);
  });
}

async function poll<T>(
  look: () => Promise<T>,
  wanted: (value: T) => boolean,
  check: (value: T) => Promise<void>,
): Promise<T> {
  for (;;) {
    const value = await look();
    if (wanted(value)) return value;
    await check(value);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function missed(limit: string, what: string, value: unknown): TypeError {
  const seen = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each));
  return new TypeError(`not ${limit}: ${what}; at last ${seen}`);
}
