import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDxNode, type DxNode } from '../../src/dx-node.ts';
import type { DxNodeInit } from '../../src/settings.ts';

export interface RunningNode {
  readonly dir: string;
  readonly node: DxNode;
  close(): Promise<void>;
}

/** A node inside of the test, alone, on free ports. */
export async function startTestNode(init: DxNodeInit = {}): Promise<RunningNode> {
  const dir = await mkdtemp(join(tmpdir(), 'dx-node-'));
  const node = await createDxNode({
    dataDir: dir,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    rpcPort: 0,
    metricsPort: 0,
    logLevel: 'silent',
    ...init,
  });
  return {
    dir,
    node,
    async close() {
      await node.close();
      await rm(dir, { recursive: true });
    },
  };
}
