import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDxClient, type DxClient } from '@airo/dx-node/schemas';
import { startChild } from '../child.ts';

export interface DxNode {
  readonly url: string;
  readonly client: DxClient;
  stop(): Promise<void>;
}

/** A dx-node in a process and a folder of its own. @throws BenchError RUN_FAILED */
export async function startDx(): Promise<DxNode> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-bench-dx-'));
  const ports = ['--listen', '/ip4/127.0.0.1/tcp/0', '--rpc-port', '0', '--metrics-port', '0'];
  const args = ['--data-dir', folder, ...ports, '--log-level', 'warn'];
  const child = await startChild('dx-node/src/main.ts', args, rpcUrlOf);
  return {
    url: child.ready,
    client: createDxClient({ url: child.ready }),
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function rpcUrlOf(output: string): string | undefined {
  return /"rpcUrl":"([^"]+)"/.exec(output)?.[1];
}
