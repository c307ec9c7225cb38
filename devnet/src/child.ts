import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder } from '@airo/program';
import type { z } from 'zod';
import { MAX_LOG_BYTES, READY_TIMEOUT_MS, STOP_TIMEOUT_MS } from './constants.ts';
import { DevnetError } from './errors.ts';
import { LogFile } from './log-file.ts';

export interface Child<Ready> {
  readonly name: string;
  readonly pid: number;
  /** What the program printed when it was ready. */
  readonly ready: Ready;
  /** Resolves when the process has ended, whatever the reason. */
  readonly ended: Promise<DevnetError>;
  /** SIGTERM, then SIGKILL when it takes too long. */
  stop(): Promise<void>;
}

/** Starts a program of this repository under a name, with its arguments. */
export type Start = <R>(
  name: string,
  script: string,
  args: readonly string[],
  ready: z.ZodType<R>,
) => Promise<Child<R>>;

const TAIL_BYTES = 2_000;

/**
 * Starts a program of this repository and waits for the JSON line that says it is ready.
 * Its stderr goes to `<logs>/<name>.log`.
 * @throws DevnetError CHILD_NOT_READY with the program's last words
 */
export async function startChild<Ready>(init: {
  name: string;
  script: string;
  args: readonly string[];
  logs: string;
  ready: z.ZodType<Ready>;
  signal: AbortSignal;
}): Promise<Child<Ready>> {
  const path = join(init.logs, `${init.name}.log`);
  const log = new LogFile(path, MAX_LOG_BYTES);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', init.script, ...init.args],
    {
      // Its own group, so that Ctrl-C in a terminal reaches the parent alone and the parent stops in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Compiled modules are kept from start to start: a second of work for a bot.
      env: { NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'), ...process.env },
    },
  );
  let tail = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log.write(chunk);
    tail = (tail + chunk.toString()).slice(-TAIL_BYTES);
  });
  child.once('exit', () => endGroup(child.pid));
  const exit = once(child, 'close').then(([code, signal]) => {
    log.close();
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
    return new DevnetError('CHILD_ENDED', `${init.name} ${how}; its log is ${path}`, {
      name: init.name,
      code,
      signal,
    });
  });
  const stop = () => stopChild(child, exit);
  try {
    const ready = await firstReady(child, exit, init, () => tail, path);
    return { name: init.name, pid: child.pid ?? 0, ready, ended: exit, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstReady<Ready>(
  child: ChildProcess,
  exit: Promise<DevnetError>,
  init: { name: string; ready: z.ZodType<Ready>; signal: AbortSignal },
  tail: () => string,
  path: string,
): Promise<Ready> {
  const notReady = (why: string, cause?: unknown) =>
    new DevnetError(
      'CHILD_NOT_READY',
      `${init.name} ${why}${lastWords(tail())}\nits log is ${path}`,
      { name: init.name },
      { cause },
    );
  const timeout = AbortSignal.timeout(READY_TIMEOUT_MS);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  try {
    const [line] = (await Promise.race([
      once(lines, 'line', { signal: AbortSignal.any([init.signal, timeout]) }),
      exit.then((error) => Promise.reject(notReady('ended before it was ready', error))),
    ])) as [string];
    return init.ready.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof DevnetError || init.signal.aborted) throw error;
    throw notReady(
      timeout.aborted ? `wasn't ready within ${READY_TIMEOUT_MS / 1000} s` : "didn't say that it is ready",
      error,
    );
  }
}

/** A program that gives up prints its reason as plain text behind its JSON log lines: that is what a person needs. */
function lastWords(tail: string): string {
  const plain = tail.split('\n').filter((line) => line.trim() && !line.startsWith('{'));
  return plain.length > 0 ? `:\n  ${plain.slice(-8).join('\n  ')}` : '';
}

async function stopChild(child: ChildProcess, exit: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return void (await exit);
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exit;
  clearTimeout(timer);
}

/** What a killed program had started itself must not outlive it. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in its group.
  }
}
