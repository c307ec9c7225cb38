/** Chopsticks as a value: it is imported late, since its import reads the environment and starts a log thread. */
export type Chopsticks = typeof import('@acala-network/chopsticks-core');

/**
 * Loads Chopsticks with its own log silenced: it writes to stdout, which here carries the ready line only, and what it
 * would say comes to us as errors anyway.
 */
export async function loadChopsticks(env: NodeJS.ProcessEnv): Promise<Chopsticks> {
  const before = env.LOG_LEVEL;
  env.LOG_LEVEL = 'fatal';
  try {
    return await import('@acala-network/chopsticks-core');
  } finally {
    if (before === undefined) delete env.LOG_LEVEL;
    else env.LOG_LEVEL = before;
  }
}
