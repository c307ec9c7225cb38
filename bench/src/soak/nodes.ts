import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDxClient, type DxClient, readyEventSchema } from '@airo/dx-node/schemas';
import { startChild } from '../child.ts';
import { BenchError } from '../errors.ts';

const MIB = 2 ** 20;
/** Small, so that blobs leave by it all the time. */
const QUOTA_MIB = 192;

/** A dx-node in a process and a folder of its own. */
export interface SoakedNode {
  readonly name: string;
  readonly client: DxClient;
  readonly multiaddrs: readonly string[];
  /** Of its process, in MiB: resident, and what JavaScript itself holds on to, heap and buffers. */
  memory(): Promise<{ rss: number; held: number }>;
  /** @throws BenchError RUN_FAILED when the node refuses for another reason than that it isn't there */
  delete(key: string): Promise<void>;
  stop(): Promise<void>;
}

/** @throws BenchError RUN_FAILED */
export async function startNode(name: string, bootstrap: readonly string[]): Promise<SoakedNode> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-bench-soak-'));
  const args = [
    ...['--data-dir', folder, '--listen', '/ip4/127.0.0.1/tcp/0', '--rpc-port', '0', '--metrics-port', '0'],
    ...['--quota-bytes', String(QUOTA_MIB * MIB), '--log-level', 'fatal'],
    ...bootstrap.flatMap((address) => ['--bootstrap', address]),
  ];
  const child = await startChild('dx-node/src/main.ts', args, (output) =>
    output.includes('\n') ? readyEventSchema.parse(JSON.parse(output)) : undefined,
  );
  const { rpcUrl, metricsUrl, multiaddrs } = child.ready;
  return {
    name,
    client: createDxClient({ url: rpcUrl }),
    multiaddrs,
    async memory() {
      const metrics = await (await fetch(metricsUrl)).text();
      const mib = (metric: string) => Number(new RegExp(`^${metric} (\\d+)`, 'm').exec(metrics)?.[1]) / MIB;
      const held = mib('nodejs_heap_size_used_bytes') + mib('nodejs_external_memory_bytes');
      return { rss: mib('process_resident_memory_bytes'), held };
    },
    async delete(key) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dx_delete', params: [key] });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(rpcUrl, { method: 'POST', body, headers });
      const { error } = (await response.json()) as { error?: { data?: { code?: string } } };
      const code = error?.data?.code;
      if (error !== undefined && code !== 'DX_NOT_FOUND')
        throw new BenchError('RUN_FAILED', `dx_delete failed: ${code}`, { code });
    },
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
