import { mkdir } from 'node:fs/promises';
import { createDxClient, type DxClient, type ReadyEvent, readyEventSchema } from '@airo/dx-node/schemas';
import { type Child, startChild } from '../child.ts';

/** `dx-node`, the program, in a process of its own. */
export interface DxProgram extends ReadyEvent {
  readonly client: DxClient;
  /** Sum of a metric's series. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** @throws BenchError RUN_FAILED */
export async function startProgram(folder: string): Promise<DxProgram> {
  await mkdir(folder, { recursive: true });
  const ports = ['--listen', '/ip4/127.0.0.1/tcp/0', '--rpc-port', '0', '--metrics-port', '0'];
  const args = ['--data-dir', folder, ...ports, '--log-level', 'warn'];
  const child: Child<ReadyEvent> = await startChild('dx-node/src/main.ts', args, (output) => {
    const line = /^.*"event":"ready".*$/m.exec(output)?.[0];
    return line === undefined ? undefined : readyEventSchema.parse(JSON.parse(line));
  });
  return {
    ...child.ready,
    client: createDxClient({ url: child.ready.rpcUrl }),
    stop: () => child.stop(),
    async metric(name) {
      const text = await (await fetch(child.ready.metricsUrl)).text();
      const series = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'));
      return [...series].reduce((sum, [, value]) => sum + Number(value), 0);
    },
  };
}
