import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import type { ApiOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import {
  accountOf,
  type ChainClient,
  connectChain,
  modelId,
  type ProviderProfile,
  planck,
} from '../../src/index.ts';
import { type SpawnedChain, spawnEmbeddedChain } from '../support/embedded-chain.ts';

const AIRO = 10n ** 12n;
const PROFILE: ProviderProfile = {
  endpoint: '',
  peerId: '',
  multiaddrs: [],
  hpkeKey: `0x${'01'.repeat(32)}`,
  receiptKey: `0x${'02'.repeat(32)}`,
  metadata: null,
  attestation: null,
};

describe('a client that stays connected while governance changes the rules', () => {
  let spawned: SpawnedChain;
  let chain: ChainClient;
  /** As the council's own tools see the chain. */
  let council: ApiPromise;
  const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');

  beforeAll(async () => {
    spawned = await spawnEmbeddedChain();
    chain = await connectChain({ endpoint: spawned.url });
    const provider = new WsProvider(spawned.url) as NonNullable<ApiOptions['provider']>;
    council = await ApiPromise.create({ provider, noInitWarn: true });
  });

  afterAll(async () => {
    await council?.disconnect();
    await chain?.close();
    await spawned?.stop();
  });

  async function included(call: SubmittableExtrinsic<'promise'>): Promise<void> {
    let stop = () => {};
    await new Promise<void>((resolve, reject) => {
      call
        .signAndSend(alice, ({ status, dispatchError, isError }) => {
          if (dispatchError || isError) reject(new Error(String(dispatchError ?? status)));
          // On a busy machine polkadot.js is still reading the block when it is told that the block is final.
          else if (status.isInBlock || status.isFinalized) resolve();
        })
        .then((unsubscribe) => {
          stop = unsubscribe;
        }, reject);
    });
    stop();
  }

  /** A motion of the council, whose only member Alice is: made at once. */
  async function motion(parameter: object): Promise<void> {
    const call = council.tx.parameters?.setParameter?.(parameter);
    const propose = call && council.tx.council?.propose?.(1, call, call.encodedLength);
    if (!propose) throw new Error('the chain has no council or no parameters');
    await included(propose);
  }

  it('sees a new commission in the block that brings it', async () => {
    const { marketplace } = await chain.parameters();
    const floor = await chain.marketplace.quoteFloor(modelId(0));
    await motion({ Marketplace: { Commission: [null, 20_000] } });
    const changed = await chain.parameters();
    expect(marketplace.commissionPpm).toBe(10_000);
    expect(changed.marketplace).toEqual({ ...marketplace, commissionPpm: 20_000 });
    expect(await chain.marketplace.quoteFloor(modelId(0))).toBeGreaterThan(floor ?? 0n);
  });

  it('sees a higher bond, which the chain then asks of a newcomer', async () => {
    const sudo = council.tx.sudo?.sudo?.(
      council.tx.parameters?.setParameter?.({ Providers: { MinBond: [null, 300n * AIRO] } }),
    );
    if (!sudo) throw new Error('the chain has no sudo');
    await included(sudo);
    const { providers } = await chain.parameters();
    expect(providers.minBond).toBe(300n * AIRO);
    const key = { kind: 'uri', uri: '//Dave' } as const;
    const dave = await chain.transactions(key, { batchMs: 1 });
    const short = chain.providers.register(PROFILE, planck(300n * AIRO - 1n));
    await expect(dave.submit(short)).rejects.toMatchObject({ data: { name: 'BondTooLow' } });
    await dave.submit(chain.providers.register(PROFILE, providers.minBond));
    expect((await chain.providers.get(await accountOf(key)))?.bond).toBe(300n * AIRO);
  });

  it('sees limits in force, not what was written beyond them', async () => {
    await motion({ Marketplace: { Commission: [null, 1_000_000] } });
    expect((await chain.parameters()).marketplace.commissionPpm).toBe(500_000);
    await motion({ Marketplace: { Commission: [null, null] } });
    expect((await chain.parameters()).marketplace.commissionPpm).toBe(10_000);
  });

  it('reads windows as bounds that change together', async () => {
    await motion({ Marketplace: { BidWindow: [null, { min: 5, max: 50 }] } });
    expect((await chain.parameters()).marketplace.bidWindow).toEqual({ min: 5, max: 50 });
  });

  it('votes on a parameter: proposed, seen by all, voted on, closed', async () => {
    const queue = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
    const change = { pallet: 'Marketplace', name: 'Commission', value: 30_000 };
    // A council of one: two must be in favour, so that it stays open.
    await queue.submit(chain.governance.propose(2, chain.governance.setParameter(change)));
    const { members, motions } = await chain.governance.council();
    expect(members).toEqual([alice.address]);
    const [motion] = motions;
    if (!motion) throw new Error('the chain has no motion');
    expect(motion).toMatchObject({
      threshold: 2,
      ayes: [],
      nays: [],
      call: 'parameters.setParameter',
      change,
    });
    await queue.submit(chain.governance.vote(motion, true));
    expect((await chain.governance.council()).motions).toMatchObject([{ ayes: [alice.address], nays: [] }]);
    await queue.submit(chain.governance.vote(motion, false));
    expect((await chain.governance.council()).motions).toMatchObject([{ ayes: [], nays: [alice.address] }]);
    await queue.submit(chain.governance.close(motion));
    expect((await chain.governance.council()).motions).toEqual([]);
    expect((await chain.parameters()).marketplace.commissionPpm).toBe(10_000);
  });

  it('shows what a motion would do that sets no parameter, calls inside calls included', async () => {
    const queue = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
    const inner = chain.governance.setParameter({
      pallet: 'Marketplace',
      name: 'BidWindow',
      value: { min: 5, max: 50 },
    });
    await queue.submit(chain.governance.propose(2, chain.sudo(inner)));
    const [motion] = (await chain.governance.council()).motions;
    expect(motion).toMatchObject({
      call: 'sudo.sudo',
      change: null,
      args: { call: { call: 'parameters.setParameter' } },
    });
  });

  it('makes at once what one member alone may decide', async () => {
    const queue = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
    const change = { pallet: 'Providers', name: 'MinBond', value: 200n * AIRO };
    await queue.submit(chain.governance.propose(1, chain.governance.setParameter(change)));
    expect((await chain.parameters()).providers.minBond).toBe(200n * AIRO);
  });
});
