import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from './errors.ts';

const MAX_ERROR_CHARACTERS = 4_000;
const READY_TIMEOUT_MS = 240_000;

/** A program of this repository that goes on until it is stopped. */
export interface Child<Ready> {
  readonly ready: Ready;
  stop(): Promise<void>;
}

/** A file of the checkout. */
export const inCheckout = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Starts a program of this repository; it ends when this one does.
 * @param ready what its output so far says, when that is enough
 * @throws BenchError RUN_FAILED when it ends before, or takes too long
 */
export async function startChild<Ready>(
  script: string,
  args: readonly string[],
  ready: (output: string) => Ready | undefined,
): Promise<Child<Ready>> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', inCheckout(script), ...args],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const ended = once(child, 'close');
  let output = '';
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-MAX_ERROR_CHARACTERS);
  });
  const tooLong = setTimeout(() => child.kill('SIGTERM'), READY_TIMEOUT_MS);
  const found = await new Promise<Ready>((up, failed) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const seen = ready(output);
      if (seen !== undefined) up(seen);
    });
    ended.then(() =>
      failed(new BenchError('RUN_FAILED', `${script} ended before it was up:\n${output}${errors}`, {})),
    );
  }).finally(() => clearTimeout(tooLong));
  return {
    ready: found,
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
