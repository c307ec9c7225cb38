import type { NodeProcess } from './node-process.ts';

const PATIENCE_MS = 120_000;
const POLL_MS = 500;

/** Resolves when the height is there; rejects with how far it came. */
export async function reaches(height: () => Promise<number>, wanted: number, what: string): Promise<void> {
  await eventually(height, (now) => now >= wanted, `${what}: block ${wanted}`);
}

/** Resolves with the first value that is wanted; rejects with the last one that wasn't. */
export async function eventually<T>(
  look: () => Promise<T>,
  wanted: (value: T) => boolean,
  what: string,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  return poll(look, wanted, async (value) => {
    if (Date.now() > end) throw missed(`within ${PATIENCE_MS / 1000} s`, what, value);
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
  let best = 0;
  let stalledAt = Date.now() + PATIENCE_MS;
  return poll(look, wanted, async (value) => {
    const now = await node.best();
    if (now > best) {
      best = now;
      stalledAt = Date.now() + PATIENCE_MS;
    }
    if (now > last) throw missed(`within ${blocks} blocks of ${node.name}`, what, value);
    if (Date.now() > stalledAt) throw missed(`though ${node.name} waits at block ${now}`, what, value);
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
