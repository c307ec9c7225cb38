import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isRunning, until } from '../../support/processes.ts';

const HTTP = { method: 'POST', headers: { 'content-type': 'application/json' } };

/** A node of the network: what it says, and its process. */
export class NodeProcess {
  readonly name: string;
  /** JSON-RPC over WebSocket. */
  readonly url: string;
  readonly #log: string;
  #pid: number;
  #arguments: readonly string[];
  #cwd: string;
  #own: ChildProcess | undefined;

  constructor(init: { name: string; url: string; folder: string }) {
    this.name = init.name;
    this.url = init.url;
    this.#log = `${init.folder}/${init.name}-again.log`;
    const found = findProcess(
      (args) => args[args.indexOf('--name') + 1] === init.name && args.join().includes(init.folder),
    );
    this.#pid = found.pid;
    this.#arguments = found.args;
    this.#cwd = readlinkSync(`/proc/${found.pid}/cwd`);
  }

  get pid(): number {
    return this.#pid;
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    process.kill(this.#pid, 'SIGKILL');
    await until(() => !isRunning(this.#pid), `the end of ${this.name}`);
  }

  /** Starts it again as it was, on its own database. */
  start(extra: readonly string[] = []): void {
    const [program = '', ...args] = this.#arguments;
    const log = openSync(this.#log, 'a');
    this.#own = spawn(program, [...args, ...extra], { cwd: this.#cwd, stdio: ['ignore', log, log] });
    this.#pid = this.#own.pid ?? 0;
  }

  stop(): void {
    if (isRunning(this.#pid)) process.kill(this.#pid, 'SIGKILL');
  }

  async rpc<T>(method: string, ...params: unknown[]): Promise<T> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(this.url.replace(/^ws/, 'http'), { ...HTTP, body });
    const { result, error } = (await response.json()) as { result: T; error?: { message: string } };
    if (error) throw new TypeError(`${this.name}: ${method}: ${error.message}`);
    return result;
  }

  async best(): Promise<number> {
    return Number((await this.rpc<{ number: string }>('chain_getHeader')).number);
  }

  async finalised(): Promise<number> {
    const hash = await this.rpc<string>('chain_getFinalizedHead');
    return Number((await this.rpc<{ number: string }>('chain_getHeader', hash)).number);
  }

  blockHash(number: number): Promise<string | null> {
    return this.rpc('chain_getBlockHash', number);
  }
}

function findProcess(wanted: (args: readonly string[]) => boolean): { pid: number; args: readonly string[] } {
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
      if (args[0]?.endsWith('airo-node') && wanted(args)) return { pid: Number(pid), args };
    } catch {
      // It has ended since the folder was listed.
    }
  }
  throw new TypeError('there is no such airo-node process');
}
