import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../devnet/src/embedded-chain/main.ts', import.meta.url));

export interface SpawnedChain {
  readonly url: string;
  readonly genesisHash: string;
  /** Over HTTP, for what a client has no method for: `dev_newBlock` and so on. */
  rpc<T>(method: string, ...params: unknown[]): Promise<T>;
  stop(): Promise<void>;
}

/** The embedded chain as its user starts it: a process of its own. */
export async function spawnEmbeddedChain(args: readonly string[] = []): Promise<SpawnedChain> {
  const child = spawn(
    process.execPath,
    [MAIN, '--port', '0', '--early-blocks', '1000', '--log-level', 'warn', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    exited.then(() => Promise.reject(new Error('the embedded chain ended before it was ready'))),
  ]);
  const { url, genesisHash } = JSON.parse(line) as { url: string; genesisHash: string };
  return {
    url,
    genesisHash,
    stop,
    async rpc<T>(method: string, ...params: unknown[]) {
      const response = await fetch(url.replace('ws:', 'http:'), {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
      const { result, error } = (await response.json()) as { result: T; error?: { message: string } };
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
  };
}
