import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a program printed and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of this repository, run as its user runs it. */
export class Program {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  #stdout = '';
  #stderr = '';
  #onOutput: () => void = () => {};

  constructor(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.process = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', resolve(script), ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
      },
    );
    this.process.stdout?.on('data', (chunk) => {
      this.#stdout += chunk;
      this.#onOutput();
    });
    this.process.stderr?.on('data', (chunk) => {
      this.#stderr += chunk;
      this.#onOutput();
    });
    this.finished = once(this.process, 'close').then(([code]) => {
      this.#onOutput();
      return { code, stdout: this.#stdout, stderr: this.#stderr };
    });
  }

  /** Everything that it has printed so far. */
  get output(): { readonly stdout: string; readonly stderr: string } {
    return { stdout: this.#stdout, stderr: this.#stderr };
  }

  /** Resolves when the text was printed; rejects with everything printed when the program ends without it. */
  async printed(text: string): Promise<void> {
    const seen = () => this.#stdout.includes(text) || this.#stderr.includes(text);
    const output = new Promise<void>((done) => {
      this.#onOutput = () => seen() && done();
      this.#onOutput();
    });
    await Promise.race([
      output,
      this.finished.then(({ code, stdout, stderr }) => {
        if (!seen())
          throw new TypeError(`ended with ${code} before it printed "${text}":\n${stdout}${stderr}`);
      }),
    ]);
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Finished> {
    this.process.kill(signal);
    return this.finished;
  }
}

/** Runs to the end. */
export const runProgram = (script: string, args: readonly string[], env?: Readonly<Record<string, string>>) =>
  new Program(script, args, env).finished;

/** A devnet of its own: free ports, its own state folder. Resolves when it is up. */
export async function startDevnet(
  args: readonly string[] = [],
): Promise<{ program: Program; state: string }> {
  const state = join(mkdtempSync(join(tmpdir(), 'airo-e2e-')), 'state');
  const ports = ['--chain-port', '--dx-port', '--wingman-port', '--indexer-port', '--cockpit-port'].flatMap(
    (flag) => [flag, '0'],
  );
  const program = new Program('devnet/src/main.ts', ['--state', state, ...ports, ...args]);
  await program.printed('Airo is up');
  return { program, state };
}
