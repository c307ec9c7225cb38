import { compactToU8a, hexToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import type { Chopsticks } from '../chopsticks.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import type { FlatState } from './flat-state.ts';

type Hex = `0x${string}`;
type Provider = ConstructorParameters<Chopsticks['Api']>[0];

const NO_HASH: Hex = `0x${'00'.repeat(32)}`;
/** Root of a trie without entries. */
const NO_EXTRINSICS: Hex = '0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314';
const STATE_VERSION = 1;

export const CHAIN = {
  id: 'Airo Embedded',
  name: 'airo-embedded',
  properties: { ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'AIRO' },
} as const;

/**
 * Block 0 as the "remote" that Chopsticks forks from. Chopsticks has one of its own, which gives every chain the same
 * genesis hash and answers for any block hash with block 0; here an unknown block is unknown.
 */
export async function genesisProvider(
  chopsticks: Chopsticks,
  state: FlatState,
): Promise<{ provider: Provider; hash: Hex }> {
  const stateRoot = await chopsticks.calculateStateRoot(state.entries() as [Hex, Hex][], STATE_VERSION);
  const header = {
    parentHash: NO_HASH,
    number: '0x0',
    stateRoot,
    extrinsicsRoot: NO_EXTRINSICS,
    digest: { logs: [] },
  };
  const hash = blake2AsHex(
    u8aConcat(
      hexToU8a(NO_HASH),
      compactToU8a(0),
      hexToU8a(stateRoot),
      hexToU8a(NO_EXTRINSICS),
      compactToU8a(0),
    ),
    256,
  );
  const isGenesis = (at: unknown) => at === undefined || at === null || at === hash;

  const methods: Record<string, (...params: never[]) => unknown> = {
    system_chain: () => CHAIN.id,
    system_name: () => CHAIN.name,
    system_properties: () => CHAIN.properties,
    chain_getFinalizedHead: () => hash,
    chain_getBlockHash: (number?: number) => (number === undefined || number === 0 ? hash : null),
    chain_getHeader: (at?: Hex) => (isGenesis(at) ? header : null),
    chain_getBlock: (at?: Hex) => (isGenesis(at) ? { block: { header, extrinsics: [] } } : null),
    state_getStorage: (key: string) => state.value(key) ?? null,
    state_getKeysPaged: (prefix: string, limit: number, start: string) => state.keys(prefix, limit, start),
    state_queryStorageAt: (keys: string[]) => [
      { block: hash, changes: keys.map((key) => [key, state.value(key) ?? null]) },
    ],
  };
  const unsupported = async (method: string): Promise<never> => {
    throw new RpcError(RPC_CODE.METHOD_NOT_FOUND, `the genesis block doesn't answer ${method}`);
  };

  const provider: Provider = {
    hasSubscriptions: false,
    isClonable: false,
    isConnected: true,
    clone: () => provider,
    connect: async () => {},
    disconnect: async () => {},
    on: () => () => {},
    send: async (method: string, params: unknown[]) => {
      const answer = methods[method];
      return answer ? answer(...(params as never[])) : unsupported(method);
    },
    subscribe: (_type: string, method: string) => unsupported(method),
    unsubscribe: (_type: string, method: string) => unsupported(method),
  } as Provider;
  return { provider, hash };
}
