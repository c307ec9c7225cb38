import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { inCheckout } from '../child.ts';
import { runFailed } from '../errors.ts';
import type { Answer, Ask, CrowdInit, SideInit } from './side-calls.ts';

const START_TIMEOUT_MS = 120_000;
const CALL_TIMEOUT_MS = 120_000;

/** A process that does what it is asked, one thing at a time. */
export class SideProcess {
  readonly ready: unknown;
  readonly #child: ChildProcess;
  readonly #folder: string;
  #asked = 0;

  private constructor(child: ChildProcess, folder: string, ready: unknown) {
    this.#child = child;
    this.#folder = folder;
    this.ready = ready;
  }

  /** @throws BenchError RUN_FAILED, as calls do */
  static async start(script: string, init: SideInit | CrowdInit): Promise<SideProcess> {
    await mkdir(init.folder, { recursive: true });
    const child = fork(inCheckout(script), [JSON.stringify(init)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new SideProcess(child, init.folder, await answerOf(child, 0, START_TIMEOUT_MS));
  }

  async call(what: Ask['what'], ids: readonly string[], bytes: number, stranger?: string): Promise<unknown> {
    this.#asked += 1;
    const ask: Ask = { ask: this.#asked, what, ids, bytes, stranger };
    const answer = answerOf(this.#child, ask.ask, CALL_TIMEOUT_MS);
    this.#child.send(ask);
    return answer;
  }

  async close(): Promise<void> {
    const ended = this.#child.exitCode === null ? once(this.#child, 'exit') : undefined;
    await this.call('close', [], 0).catch(() => this.#child.kill('SIGKILL'));
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Throws BenchError RUN_FAILED on an error, when the process ends, or when it takes too long. */
async function answerOf(child: ChildProcess, ask: number, withinMs: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onMessage = (answer: Answer) => {
    if (answer.ask !== ask) return;
    if ('error' in answer) reject(runFailed(answer.error));
    else resolve(answer.value);
  };
  const onExit = () => reject(runFailed('a process ended before it had answered'));
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    reject(runFailed(`no answer in ${withinMs} ms`));
  }, withinMs);
  child.on('message', onMessage).once('exit', onExit);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    child.off('message', onMessage).off('exit', onExit);
  }
}
