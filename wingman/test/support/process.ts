import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);
const LAST_LINES = 20;
/** What doesn't end by then is killed, so that the other tests run. */
const END_MS = 120_000;

export interface Running<R> {
  readonly ready: R;
  readonly child: ChildProcess;
  /** Lines on stdout so far, the one of `ready` included. */
  readonly out: readonly string[];
  /** Lines of the log so far. */
  readonly log: readonly string[];
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a program of this repository and resolves with the line that it prints when it is ready. */
export async function start<R>(script: string, args: readonly string[]): Promise<Running<R>> {
  const path = fileURLToPath(new URL(script, ROOT));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const out: string[] = [];
  const ready = await new Promise<R>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      out.push(line);
      if (out.length === 1) resolve(JSON.parse(line));
    });
    void ended.then(() => reject(new TypeError(`${script} ended:\n${log.slice(-LAST_LINES).join('\n')}`)));
  });
  return {
    ready,
    child,
    out,
    log,
    end: async (signal) => {
      child.kill(signal);
      // A test that failed may have left it paused.
      child.kill('SIGCONT');
      const late = setTimeout(() => child.kill('SIGKILL'), END_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Runs a program of this repository to its end, with what it printed. */
export async function runToEnd(
  script: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const path = fileURLToPath(new URL(script, ROOT));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Runs a script of anybody's with Node and keeps the lines that it prints. */
export function startNode(
  path: string,
  env: Readonly<Record<string, string>>,
): { readonly lines: readonly string[]; end(): Promise<void> } {
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    lines,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
