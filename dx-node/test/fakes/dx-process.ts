import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createDxClient, type DxClient, type ReadyEvent, readyEventSchema } from '../../src/schemas/index.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** A node in a process of its own. */
export interface DxProcess {
  readonly dir: string;
  readonly ready: ReadyEvent;
  readonly client: DxClient;
  readonly child: ChildProcess;
  /** What it logged so far. */
  log(): string;
  /** Ends it and resolves with its exit code, or the signal's name. */
  stop(signal?: NodeJS.Signals): Promise<number | string | null>;
}

/** Processes and folders of one test file; {@link DxProcesses.close} ends and removes all. */
export class DxProcesses {
  readonly #running = new Set<DxProcess>();
  readonly #dirs: string[] = [];

  async start(
    init: { dir?: string; bootstrap?: readonly string[]; flags?: readonly string[] } = {},
  ): Promise<DxProcess> {
    const dir = init.dir ?? (await this.newDir());
    const flags = [
      '--data-dir',
      dir,
      '--listen',
      '/ip4/127.0.0.1/tcp/0',
      '--rpc-port',
      '0',
      '--metrics-port',
      '0',
    ];
    const bootstrap = (init.bootstrap ?? []).flatMap((address) => ['--bootstrap', address]);
    const child = spawn(process.execPath, [MAIN, ...flags, ...bootstrap, ...(init.flags ?? [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    });
    let log = '';
    child.stderr.on('data', (text: Buffer) => {
      log += text.toString();
    });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [
      string | number | null,
    ];
    if (typeof line !== 'string') throw new Error(`dx-node exited with ${line}: ${log}`);
    const ready = readyEventSchema.parse(JSON.parse(line));
    const exited = once(child, 'exit');
    const started: DxProcess = {
      dir,
      ready,
      client: createDxClient({ url: ready.rpcUrl }),
      child,
      log: () => log,
      stop: async (signal = 'SIGTERM') => {
        this.#running.delete(started);
        child.kill(signal);
        const [code, bySignal] = (await exited) as [number | null, string | null];
        return code ?? bySignal;
      },
    };
    this.#running.add(started);
    return started;
  }

  async newDir(): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), 'dx-process-'));
    this.#dirs.push(dir);
    return dir;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.stop('SIGKILL')));
    for (const dir of this.#dirs.splice(0)) await rm(dir, { recursive: true, force: true });
  }
}
