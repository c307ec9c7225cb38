import { type ChainClient, connectChain } from '@airo/chain-types';
import { Ledger } from './ledger.ts';
import { Links } from './links.ts';
import { type Market, startMarket } from './market.ts';
import { type Network, startNetwork } from './network.ts';
import { reaches } from './progress.ts';

/** A network whose nodes can be parted, and a market on its RPC node. */
export interface Rehearsal {
  readonly network: Network;
  readonly links: Links;
  readonly market: Market;
  /** Through the RPC node, as the bots are. */
  readonly chain: ChainClient;
  /** Through the first validator, which keeps the state of many blocks. */
  readonly witness: ChainClient;
  readonly ledger: Ledger;
  stop(): Promise<void>;
}

export async function startRehearsal(): Promise<Rehearsal> {
  const started: { stop(): Promise<void> }[] = [];
  const keep = <T>(thing: T, stop: () => Promise<void>): T => {
    started.unshift({ stop });
    return thing;
  };
  const stop = async () => {
    for (const each of started.splice(0)) await each.stop();
  };
  try {
    const network = await startNetwork({ reservedOnly: true });
    keep(network, () => network.stop());
    const { rpc, validators, folder } = network;
    const links = await Links.among([...validators, rpc]);
    await reaches(() => rpc.finalised(), 2, 'finality at the RPC node');
    const chain = await connectChain({ endpoint: rpc.url });
    keep(chain, () => chain.close());
    const witness = await connectChain({ endpoint: validators[0]?.url ?? '' });
    keep(witness, () => witness.close());
    const ledger = new Ledger(witness);
    keep(ledger, () => ledger.close());
    const market = await startMarket({ folder, chainUrl: rpc.url, genesisHash: chain.genesisHash });
    keep(market, () => market.stop());
    return { network, links, market, chain, witness, ledger, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
