import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChainClient, connectChain } from '@airo/chain-types';
import { createDxClient, type DxClient } from '@airo/dx-node/schemas';
import { type Running, start } from './process.ts';

export const MODELS = new URL('../../../models/', import.meta.url).pathname;

/** Blocks come when there are transactions, and otherwise cost the machine more than they are worth. */
const BLOCK_MS = 3_000;

interface WingmanReady {
  readonly account: string;
  readonly restUrl: string;
  readonly metricsUrl: string;
}

/** A chain, a dx-node with the demo model, and what it takes to start bots on them. */
export interface World {
  readonly folder: string;
  readonly chain: ChainClient;
  readonly dx: DxClient;
  /** To be paused. */
  readonly dxProcess: ChildProcess;
  readonly urls: { readonly chain: string; readonly dx: string };
  /** @param keyUri null for the keystore in its data folder */
  wingman(
    name: string,
    args?: readonly string[],
    options?: { readonly keyUri: string | null },
  ): Promise<Running<WingmanReady>>;
  worker(name: string, args: readonly string[]): Promise<Running<Pick<WingmanReady, 'metricsUrl'>>>;
  /** JSON-RPC of the embedded chain that turns time and blocks. */
  dev(method: string, ...params: unknown[]): Promise<unknown>;
  /** Another chain, fresh, with a genesis of its own. */
  freshChain(): Promise<string>;
  close(): Promise<void>;
}

/** @param given more flags for the embedded chain, or the address of another chain */
export async function createWorld(given: readonly string[] | { readonly url: string } = []): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-world-'));
  const running: Running<unknown>[] = [];
  const run = async <R>(script: string, args: readonly string[]): Promise<Running<R>> => {
    const started = await start<R>(script, args);
    running.push(started);
    return started;
  };
  const startChain = async () => {
    const args = [
      '--port',
      '0',
      '--block-ms',
      String(BLOCK_MS),
      '--early-blocks',
      '1000',
      '--log-level',
      'warn',
    ];
    const all = [...args, ...('url' in given ? [] : given)];
    return (await run<{ url: string }>('devnet/src/embedded-chain/main.ts', all)).ready.url;
  };
  const startDx = async () => {
    const ports = ['--listen', '/ip4/127.0.0.1/tcp/0', '--rpc-port', '0', '--metrics-port', '0'];
    const args = ['--data-dir', join(folder, 'dx'), ...ports, '--log-level', 'warn'];
    return run<{ rpcUrl: string }>('dx-node/src/main.ts', args);
  };
  const [chainUrl, dxNode] = await Promise.all(['url' in given ? given.url : startChain(), startDx()]);
  const dxUrl = dxNode.ready.rpcUrl;
  const chain = await connectChain({ endpoint: chainUrl });
  const dx = createDxClient({ url: dxUrl });
  for (const name of ['fashion-resnet20.onnx', 'fashion-resnet20.manifest.json']) {
    await dx.put(await readFile(`${MODELS}${name}`));
  }
  let calls = 0;
  return {
    folder,
    chain,
    dx,
    dxProcess: dxNode.child,
    urls: { chain: chainUrl, dx: dxUrl },
    wingman: (name, args = [], { keyUri } = { keyUri: '//Wing1' }) =>
      run<WingmanReady>('wingman/src/main.ts', [
        ...[
          '--data-dir',
          join(folder, name),
          '--models',
          '0',
          ...(keyUri === null ? [] : ['--key-uri', keyUri]),
        ],
        ...(args.includes('--chain-url') ? [] : ['--chain-url', chainUrl]),
        ...['--dx-url', dxUrl, '--rest-port', '0', '--metrics-port', '0'],
        ...args,
      ]),
    worker: (name, args) =>
      run('wingman/src/cli/main.ts', [
        ...['worker', '--data-dir', join(folder, name), '--dx-url', dxUrl, '--metrics-port', '0'],
        ...args,
      ]),
    async dev(method, ...params) {
      const response = await fetch(chainUrl.replace(/^ws/, 'http'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: ++calls, method, params }),
      });
      const answer = (await response.json()) as { result?: unknown; error?: { message: string } };
      if (answer.error) throw new TypeError(answer.error.message);
      return answer.result;
    },
    freshChain: startChain,
    async close() {
      await chain.close();
      for (const one of running.reverse()) if (one.child.exitCode === null) await one.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
