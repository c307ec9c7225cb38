import { join } from 'node:path';
import { z } from 'zod';
import { askChain } from './ask-chain.ts';
import type { Start } from './child.ts';
import { DevnetError } from './errors.ts';
import { FILES } from './files.ts';
import type { DevnetSettings } from './settings.ts';

const chainReady = z.object({ event: z.literal('ready'), url: z.string(), genesisHash: z.string() });

/** Where a chain is, and which one it is. */
export interface ChainPlace {
  readonly url: string;
  readonly genesisHash: string;
}

/** A fresh chain of this devnet's own: embedded, or airo-node. */
export async function startChain(settings: DevnetSettings, start: Start): Promise<ChainPlace> {
  const args = [
    ...['--wasm', FILES.runtime, '--host', settings.host, '--port', String(settings.chainPort)],
    ...['--log-level', settings.logLevel],
  ];
  const { ready } = settings.node
    ? await start('chain', FILES.node, [...args, '--data-dir', join(settings.state, 'chain')], chainReady)
    : await start('chain', FILES.chain, [...args, '--block-ms', String(settings.blockMs)], chainReady);
  return { url: ready.url, genesisHash: ready.genesisHash };
}

/**
 * A chain that runs already.
 * @throws DevnetError CHAIN_UNREACHABLE
 */
export async function findChain(url: string): Promise<ChainPlace> {
  try {
    return { url, genesisHash: z.string().parse(await askChain(url, 'chain_getBlockHash', [0])) };
  } catch (error) {
    throw new DevnetError(
      'CHAIN_UNREACHABLE',
      `no chain answers at ${url}: start one, or leave --chain-url out and have one started`,
      { url },
      { cause: error },
    );
  }
}
