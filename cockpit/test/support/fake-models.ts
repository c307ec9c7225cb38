import type { Call, ChainClient, Model } from '@airo/chain-types/model';
import { OWNER } from './fake-indexer.ts';

/** What the chain keeps of model 0, as far as it is not as at the start. */
export interface FakeModel {
  sale?: bigint | null;
  /** Who alone may buy it. */
  buyer?: string | null;
  owner?: string;
  retired?: boolean;
  /** Bytes that are registered already, as model 0's. */
  taken?: string;
  balance?: bigint;
  /** Commitments that were made. */
  committed?: string[];
  /** Registrations that fail. */
  failing?: number;
  /** What the last registration said. */
  registered?: object;
  /** Whom the NFT was given to. */
  given?: string;
  /** Manifest that waits for attestations. */
  waiting?: { hash: string; size: bigint };
}

type Change = (state: FakeModel, by: string) => unknown;
const call = (name: string, change: Change) => ({ name, change }) as unknown as Call & { change: Change };

/** A chain at block 100 with one model; what is signed is done at once. @param read its state, which calls change */
export function someModelChain(read: () => FakeModel): ChainClient {
  const model = (): Model =>
    ({
      id: 0,
      artifact: { hash: `0x${'2'.repeat(64)}`, size: 1_100_000n },
      manifest: { hash: `0x${'1'.repeat(64)}`, size: 900n },
      weightsRoot: `0x${'3'.repeat(64)}`,
      royalty: 1_000_000_000n,
      rise: null,
      version: 1,
      next: read().waiting ? { version: 2, manifest: read().waiting, attestations: 0 } : null,
      status: read().retired ? { kind: 'retired' } : { kind: 'listed' },
      owner: read().owner ?? OWNER,
      parent: null,
    }) as unknown as Model;
  const block = { number: 100, hash: `0x${'e'.repeat(64)}` };
  return {
    genesisHash: `0x${'b'.repeat(64)}`,
    blocks: async function* () {
      for (let number = 101; ; number += 1) yield { block: { number } };
    },
    constants: { blockTimeMs: 3_000 },
    parameters: async () => ({
      models: {
        commitAge: 3,
        minAttestations: 2,
        royaltyNotice: 100,
        removalDelay: 100,
        modelDeposit: 10_000_000_000_000n,
        commitDeposit: 1_000_000_000_000n,
        maxRoyalty: 1_000_000_000_000n,
      },
    }),
    head: async () => block,
    hashAt: async () => block.hash,
    fee: async () => 1_000_000_000n,
    balance: async () => read().balance ?? 50_000_000_000_000n,
    models: {
      get: async (id: number) => (id === 0 ? model() : null),
      byArtifact: async (hash: string) => (read().taken === hash ? 0 : null),
      sale: async () => {
        const price = read().sale ?? null;
        return price === null ? null : { price, buyer: read().buyer ?? null };
      },
      sell: (_: number, price: bigint | null, buyer: string | null = null) =>
        call('nfts.setPrice', (state) => Object.assign(state, { sale: price, buyer })),
      buy: () => call('nfts.buyItem', (state, owner) => Object.assign(state, { owner, sale: null })),
      retire: () => call('models.retire', (state) => Object.assign(state, { retired: true })),
      restore: () => call('models.restore', (state) => Object.assign(state, { retired: false })),
      commitment: (artifact: string, owner: string, salt: string) => `${artifact} ${owner} ${salt}`,
      commit: (hidden: string) =>
        call('models.commit', (state) => {
          state.committed = [...(state.committed ?? []), hidden];
        }),
      register: (init: object) =>
        call('models.register', (state) => {
          if (state.failing) {
            state.failing -= 1;
            throw Object.assign(new Error('the pool is full'), { code: 'POOL_FULL' });
          }
          state.registered = init;
          return [{ type: 'models.Registered', model: 5 }];
        }),
      setManifest: (_: number, manifest: { hash: string; size: bigint }) =>
        call('models.setManifest', (state) => Object.assign(state, { waiting: manifest })),
      setRoyalty: () => call('models.setRoyalty', () => {}),
    },
    transferModel: (_: number, to: string) =>
      call('nfts.transfer', (state) => Object.assign(state, { owner: to, given: to, sale: null })),
    transactions: async ({ uri }: { uri: string }) => ({
      submit: async ({ change }: { change: Change }) => {
        const events = change(read(), ACCOUNTS[uri] ?? uri);
        return { block, extrinsic: 1, events: Array.isArray(events) ? events : [], fee: 1_000_000_000n };
      },
      close: async () => {},
    }),
  } as unknown as ChainClient;
}

/** The tests sign in with one key's name for whoever acts. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  '//Bob': OWNER,
  '//Alice': '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
};
