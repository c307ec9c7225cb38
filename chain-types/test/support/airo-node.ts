import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '@airo/program';
import { freePort } from '../../../program/test/support/servers/free-ports.ts';

const STARTER = fileURLToPath(new URL('../../../devnet/src/airo-node/main.ts', import.meta.url));
const BINARY = join(cacheFolder(), 'node', 'airo-node');

/** An airo-node that makes a chain of its own, and can be killed as a power cut does. */
export interface KillableNode {
  /** The same after each start. */
  readonly url: string;
  rpc<T>(method: string, ...params: unknown[]): Promise<T>;
  /** It takes what is sent to it, and does nothing about it. */
  stun(): void;
  kill(): Promise<void>;
  /** Again, on its own database. */
  start(): Promise<void>;
  /** A copy of the database of a killed node. */
  save(): void;
  /** The killed node has what was saved, as one that is restored from a backup. */
  restore(): void;
  close(): Promise<void>;
}

/** Whether the node was built here; when not, says so. */
export function hasAiroNode(what: string): boolean {
  try {
    accessSync(BINARY, constants.X_OK);
    return true;
  } catch {
    process.stderr.write(`skipped: ${what} needs airo-node: npm run build:node\n`);
    return false;
  }
}

export async function startAiroNode(): Promise<KillableNode> {
  const folder = mkdtempSync(join(tmpdir(), 'airo-killed-node-'));
  const saved = `${folder}-saved`;
  let starter: ChildProcess;
  let ended: Promise<void>;
  const port = await freePort();
  const nodePid = () => {
    const [pid] = readFileSync(`/proc/${starter.pid}/task/${starter.pid}/children`, 'utf8').trim().split(' ');
    return Number(pid);
  };
  async function start(): Promise<void> {
    const args = ['--data-dir', folder, '--port', String(port)];
    const child = spawn(process.execPath, [STARTER, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    starter = child;
    ended = new Promise((resolve) => child.once('exit', () => resolve()));
    await Promise.race([
      new Promise((resolve) => createInterface(child.stdout).once('line', resolve)),
      ended.then(() => Promise.reject(new Error('airo-node ended before it was ready'))),
    ]);
  }
  await start();
  return {
    url: `ws://127.0.0.1:${port}`,
    async rpc<T>(method: string, ...params: unknown[]) {
      const response = await fetch(`http://127.0.0.1:${port}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
      const { result, error } = (await response.json()) as { result: T; error?: { message: string } };
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    stun: () => process.kill(nodePid(), 'SIGSTOP'),
    async kill() {
      process.kill(nodePid(), 'SIGKILL');
      await ended;
    },
    start,
    save: () => cpSync(folder, saved, { recursive: true }),
    restore() {
      rmSync(folder, { recursive: true });
      cpSync(saved, folder, { recursive: true });
    },
    async close() {
      if (starter.exitCode === null) starter.kill('SIGTERM');
      await ended;
      for (const each of [folder, saved]) rmSync(each, { recursive: true, force: true });
    },
  };
}
