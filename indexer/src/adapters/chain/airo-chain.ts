import {
  type AccountId,
  type BlockEvents,
  type BlockState,
  type ChainClient,
  readAhead,
} from '@airo/chain-types';
import { type BlockFacts, type Touched, touchedBy } from '../../domain/block-facts.ts';
import type { IndexedChain } from '../../ports/chain.ts';

/** Blocks whose state is being read while those before them are waited for. */
const READ_AHEAD = 16;

/** The chain over chain-types' client. */
export function createAiroChain(client: ChainClient): IndexedChain {
  const collection = client.modelCollection;

  async function factsOf({ block, parent, events }: BlockEvents): Promise<BlockFacts> {
    const state = client.stateAt(block.hash);
    const [at, left] = await Promise.all([state.time(), read(state, touchedBy(events, collection))]);
    return { block, parent, at, events, ...left };
  }

  return {
    genesisHash: client.genesisHash,
    treasury: client.constants.treasury,
    blockTimeMs: client.constants.blockTimeMs,
    modelCollection: collection,
    head: (finality) => client.head(finality),
    async genesis() {
      const hash = client.genesisHash;
      const state = client.stateAt(hash);
      const [models, providers] = await Promise.all([state.models(), state.providers()]);
      return {
        block: { number: 0, hash },
        parent: hash,
        at: await state.time(),
        events: [],
        models: new Map(models.map((model) => [model.id, model])),
        providers: await providersOf(state, new Set(providers)),
        orders: new Map(),
        agreements: new Map(),
      };
    },
    async *blocks(after, signal) {
      const left = new AbortController();
      const either = AbortSignal.any([signal, left.signal]);
      const steps = client.blocks({ after, finality: 'finalised', signal: either });
      const stop = () => left.abort();
      for await (const { value } of readAhead(steps, factsOf, { window: READ_AHEAD, stop })) yield value;
    },
    parameters: () => client.parameters(),
    money: (account, block) => client.stateAt(block).money(account),
  };
}

async function read(
  state: BlockState,
  touched: Touched,
): Promise<Pick<BlockFacts, 'models' | 'providers' | 'orders' | 'agreements'>> {
  const [models, providers, orders, agreements] = await Promise.all([
    each(touched.models, (id) => state.model(id)),
    providersOf(state, touched.providers),
    each(touched.orders, (id) => state.order(id)),
    each(touched.agreements, (id) => state.agreement(id)),
  ]);
  return { models, providers, orders, agreements };
}

const providersOf = (state: BlockState, accounts: ReadonlySet<AccountId>) =>
  each(accounts, async (account) => {
    const [provider, offers] = await Promise.all([state.provider(account), state.offers(account)]);
    return { provider, offers };
  });

async function each<K, V>(keys: ReadonlySet<K>, read: (key: K) => Promise<V>): Promise<ReadonlyMap<K, V>> {
  return new Map(await Promise.all([...keys].map(async (key) => [key, await read(key)] as const)));
}
