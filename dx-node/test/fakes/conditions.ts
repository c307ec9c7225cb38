import { setTimeout } from 'node:timers/promises';

const LIMIT_MS = 120_000;
const PAUSE_MS = 20;

/** Waits until `isTrue`; fails with `what` when it never is. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${what}`);
    await setTimeout(PAUSE_MS);
  }
}
