import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../../support/program.ts';
import { Bot } from './bot.ts';

/** A Dx node and two bots on one RPC endpoint, each a process that can be dealt with alone. */
export interface Market {
  readonly bots: readonly [Bot, Bot];
  /** A provider that isn't on chain yet. */
  readonly newcomer: Bot;
  /** What `--state` of the demo and of the consumer takes; it names the two bots. */
  readonly state: string;
  stop(): Promise<void>;
}

export async function startMarket(init: {
  folder: string;
  chainUrl: string;
  genesisHash: string;
}): Promise<Market> {
  const { folder, chainUrl, genesisHash } = init;
  const dx = new Program('dx-node/src/main.ts', [
    ...['--data-dir', join(folder, 'dx'), '--listen', '/ip4/127.0.0.1/tcp/0'],
    ...['--rpc-port', '0', '--metrics-port', '0'],
  ]);
  await dx.printed('"event":"ready"');
  const { peerId, rpcUrl: dxUrl } = JSON.parse(dx.output.stdout) as { peerId: string; rpcUrl: string };
  const bot = (name: string, keyUri: string, price: string) =>
    new Bot({ name, keyUri, price, folder, chainUrl, dxUrl });
  const bots = [bot('wingman-1', '//Wing1', '0.010'), bot('wingman-2', '//Wing2', '0.008')] as const;
  const newcomer = bot('wingman-3', '//Ferdie', '0.009');
  const stop = async () => {
    await Promise.all([...bots, newcomer].map((each) => each.stop()));
    await dx.stop('SIGTERM');
  };
  try {
    // One after the other: each loads the model and measures itself.
    for (const each of bots) await each.start();
  } catch (error) {
    await stop();
    throw error;
  }
  const state = join(folder, 'state');
  mkdirSync(state);
  const wingmen = bots.map(({ name, account, restUrl }) => ({ name, account, url: restUrl, priceAiro: '' }));
  const chain = { url: chainUrl, genesisHash };
  const all = { pid: process.pid, chain, dx: [{ name: 'dx', url: dxUrl, peerId }], wingmen };
  writeFileSync(join(state, 'devnet.json'), JSON.stringify(all));
  return { bots, newcomer, state, stop };
}
