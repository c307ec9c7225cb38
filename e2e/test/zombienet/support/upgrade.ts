import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainClient } from '@airo/chain-types';
import { cacheFolder } from '@airo/program';
import type { NodeProcess } from './node-process.ts';

const NEXT_RUNTIME = join(cacheFolder(), 'next-runtime', 'airo_runtime.wasm');

/** Every node compiles the new runtime before it makes or takes the next block: five of them, here, on one machine. */
export const UPGRADE_TIMEOUT_MS = 240_000;

export interface Version {
  readonly specVersion: number;
  readonly transactionVersion: number;
}

export const versionOf = (node: NodeProcess): Promise<Version> => node.rpc('state_getRuntimeVersion');

/** Authorises the next runtime as root and applies it; it makes the block after the one that this ends in. */
export async function upgrade(chain: ChainClient): Promise<void> {
  const code = readFileSync(NEXT_RUNTIME);
  const sudo = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { timeoutMs: UPGRADE_TIMEOUT_MS });
  try {
    await sudo.submit(chain.sudo(chain.authoriseUpgrade(code)));
    await sudo.submit(chain.upgrade(code));
  } finally {
    await sudo.close();
  }
}
