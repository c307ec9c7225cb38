import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accountOf,
  agreementId,
  type BlockEvents,
  type BlockRef,
  type ChainClient,
  connectChain,
  modelId,
  type ProviderProfile,
  planck,
  type TransactionQueue,
} from '../../src/index.ts';
import { cuttableProxy } from '../support/cuttable-proxy.ts';
import { type SpawnedChain, spawnEmbeddedChain } from '../support/embedded-chain.ts';

const PROFILE: ProviderProfile = {
  endpoint: '',
  peerId: '',
  multiaddrs: [],
  hpkeKey: `0x${'01'.repeat(32)}`,
  receiptKey: `0x${'02'.repeat(32)}`,
  metadata: null,
  attestation: null,
};

const UNIT = planck(1_000_000_000_000n);

describe('a client of the embedded chain', () => {
  let spawned: SpawnedChain;
  let chain: ChainClient;
  let alice: TransactionQueue;
  let bob: Awaited<ReturnType<typeof accountOf>>;

  beforeAll(async () => {
    spawned = await spawnEmbeddedChain();
    chain = await connectChain({ endpoint: spawned.url });
    alice = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 50 });
    bob = await accountOf({ kind: 'uri', uri: '//Bob' });
  });

  afterEach(() => spawned.rpc('dev_setBlockBuildMode', 'Batch'));

  afterAll(async () => {
    await chain?.close();
    await spawned?.stop();
  });

  /** The blocks after the cursor up to a number. */
  async function blocksUntil(after: BlockRef | null, last: number, client = chain): Promise<BlockEvents[]> {
    const stop = new AbortController();
    const seen: BlockEvents[] = [];
    for await (const block of client.blocks({ after, finality: 'best', signal: stop.signal })) {
      seen.push(block);
      if (block.block.number >= last) break;
    }
    stop.abort();
    return seen;
  }

  it('knows the chain that it talks to', async () => {
    expect(chain.genesisHash).toBe(spawned.genesisHash);
    expect(chain.constants).toMatchObject({ blockTimeMs: 3_000, existentialDeposit: UNIT / 1_000n });
    expect(await chain.parameters()).toMatchObject({
      models: { commitAge: 3 },
      providers: { minBond: UNIT * 100n },
      marketplace: { commissionPpm: 10_000, bidWindow: { min: 1, max: 28_800 } },
      execution: { maxItems: 64 },
    });
  });

  it('transfers, and the fee is what the sender has less', async () => {
    const [before, hers] = [await chain.balance(bob), await chain.balance(alice.account)];
    const { fee, events } = await alice.submit(chain.transfer(bob, UNIT));
    expect((await chain.balance(bob)) - before).toBe(UNIT);
    expect(hers - (await chain.balance(alice.account))).toBe(UNIT + fee);
    expect(events).toContainEqual({ type: 'other', pallet: 'balances', name: 'Transfer' });
  });

  it('gets sixty calls of one moment into at most three blocks, each with its own result', async () => {
    const before = await chain.balance(bob);
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) =>
        alice.submit(chain.transfer(bob, i % 10 === 3 ? planck(2n ** 100n) : UNIT)),
      ),
    );
    const failed = results.flatMap((r, i) => (r.status === 'rejected' ? [i] : []));
    expect(failed).toEqual([3, 13, 23, 33, 43, 53]);
    const numbers = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value.block.number] : []));
    expect(new Set(numbers).size).toBeLessThanOrEqual(3);
    expect((await chain.balance(bob)) - before).toBe(UNIT * 54n);
  });

  it('names the error of a call that the runtime refused, with what to do', async () => {
    await expect(alice.submit(chain.models.retire(modelId(99)))).rejects.toMatchObject({
      code: 'DISPATCH_FAILED',
      message: expect.stringContaining('models.UnknownModel'),
      data: { pallet: 'models', name: 'UnknownModel', call: 'models.retire' },
    });
  });

  it('makes a batch all or nothing', async () => {
    const before = await chain.balance(bob);
    const batch = chain.batch([chain.transfer(bob, UNIT), chain.transfer(bob, planck(2n ** 100n))]);
    await expect(alice.submit(batch)).rejects.toMatchObject({ code: 'DISPATCH_FAILED' });
    expect(await chain.balance(bob)).toBe(before);
    await alice.submit(chain.batch([chain.transfer(bob, UNIT), chain.transfer(bob, UNIT)]));
    expect((await chain.balance(bob)) - before).toBe(UNIT * 2n);
  });

  it('tells a transaction that nobody can pay apart from one that failed', async () => {
    const poor = await chain.transactions({ kind: 'uri', uri: '//Nobody' }, { batchMs: 1 });
    const refused = poor.submit(chain.transfer(bob, UNIT));
    await expect(refused).rejects.toMatchObject({
      code: 'TRANSACTION_UNPAID',
      message: expect.stringMatching(
        `^${poor.account} has 0 planck and can't pay the fee of [1-9]\\d* planck`,
      ),
      data: { account: poor.account, balance: 0n },
    });
  });

  it('lets a key that is only a proxy act for its principal, and names what it may not do', async () => {
    const stash = await chain.transactions({ kind: 'uri', uri: '//Wing1' }, { batchMs: 1 });
    const key = { kind: 'uri', uri: '//Hot' } as const;
    const hot = await accountOf(key);
    await alice.submit(chain.transfer(hot, UNIT));
    const queue = await chain.transactions(key, { batchMs: 50, principal: stash.account });
    expect([queue.account, queue.signer]).toEqual([stash.account, hot]);
    const profile = { ...PROFILE, endpoint: 'https://example.org' };
    await expect(queue.submit(chain.providers.updateProfile(profile))).rejects.toMatchObject({
      data: { pallet: 'proxy', name: 'NotProxy' },
    });

    await stash.submit(chain.addProxy(hot, 'Provider'));
    const before = await chain.balance(stash.account);
    await queue.submit(chain.providers.updateProfile(profile));
    expect(await chain.providers.get(stash.account)).toMatchObject({
      profile: { endpoint: profile.endpoint },
    });
    await expect(queue.submit(chain.transfer(bob, UNIT))).rejects.toMatchObject({
      data: { pallet: 'system', name: 'CallFiltered' },
    });

    const [moved, unknown, chilled] = await Promise.allSettled([
      queue.submit(chain.transfer(bob, UNIT)),
      queue.submit(chain.execution.settle(agreementId(99))),
      queue.submit(chain.providers.chill()),
    ]);
    expect(moved).toMatchObject({ reason: { data: { pallet: 'system', name: 'CallFiltered' } } });
    expect(unknown).toMatchObject({ reason: { data: { pallet: 'execution', name: 'UnknownAgreement' } } });
    expect(chilled).toMatchObject({ status: 'fulfilled' });
    expect(await chain.balance(stash.account)).toBe(before);
    await stash.submit(chain.removeProxy(hot, 'Provider'));
  });

  it('refuses an argument that the runtime has no room for, before anything is sent', () => {
    expect(() => chain.transfer(bob, planck(2n ** 200n))).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
    expect(() => chain.models.attest(modelId(-1), 1)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });

  it('copes with another program that signs for the same account', async () => {
    const other = await connectChain({ endpoint: spawned.url });
    const theirs = await other.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
    const before = await chain.balance(bob);
    await Promise.all(
      [alice, theirs, alice, theirs, alice, theirs].map((queue, i) =>
        queue.submit((queue === alice ? chain : other).transfer(bob, UNIT), { batchMs: i * 60 }),
      ),
    );
    expect((await chain.balance(bob)) - before).toBe(UNIT * 6n);
    await other.close();
  });

  it('reads every block from the first on, each on top of the one before', async () => {
    await spawned.rpc('dev_newBlock', { count: 5 });
    const head = await chain.head('finalised');
    const blocks = await blocksUntil(null, head.number);
    expect(blocks.map(({ block }) => block.number)).toEqual(blocks.map((_, i) => i + 1));
    expect(blocks[0]?.parent).toBe(chain.genesisHash);
    for (const [i, { parent }] of blocks.slice(1).entries()) expect(parent).toBe(blocks[i]?.block.hash);
    expect(blocks.every(({ events }) => events.length > 0)).toBe(true);
  });

  it('yields retracted numbers again after a re-org', async () => {
    await spawned.rpc('dev_setBlockBuildMode', 'Manual');
    const start = await chain.head('best');
    const stop = new AbortController();
    const blocks = chain
      .blocks({ after: start, finality: 'best', signal: stop.signal })
      [Symbol.asyncIterator]();
    await spawned.rpc('dev_newBlock', { count: 2 });
    const first = [(await blocks.next()).value, (await blocks.next()).value];
    await spawned.rpc('dev_setHead', first[0]?.block.hash);
    // Another content makes another block of the same number.
    const sent = alice.submit(chain.transfer(bob, UNIT));
    await until(async () => (await spawned.rpc<string[]>('author_pendingExtrinsics')).length === 1);
    await spawned.rpc('dev_newBlock', { count: 1 });
    const again = (await blocks.next()).value;
    expect(again?.block.number).toBe(start.number + 2);
    expect(again?.block.hash).not.toBe(first[1]?.block.hash);
    expect(again?.parent).toBe(first[0]?.block.hash);
    expect((await sent).block).toEqual(again?.block);
    stop.abort();
  });

  it('goes on where it was when the connection is cut, for blocks and transactions', async () => {
    const proxy = await cuttableProxy(spawned.url);
    const remote = await connectChain({ endpoint: proxy.url });
    const queue = await remote.transactions({ kind: 'uri', uri: '//Charlie' }, { batchMs: 1 });
    const start = await remote.head('best');
    const collected = blocksUntil(start, start.number + 12, remote);
    proxy.cut();
    const sent = queue.submit(remote.transfer(bob, UNIT));
    await spawned.rpc('dev_newBlock', { count: 12 });
    proxy.cut();
    expect((await collected).map(({ block }) => block.number)).toEqual(
      Array.from({ length: 12 }, (_, i) => start.number + 1 + i),
    );
    expect((await sent).block.number).toBeGreaterThan(start.number);
    await remote.close();
    await proxy.close();
  });

  it('refuses a cursor of another chain', async () => {
    const cursor = { number: 1, hash: `0x${'12'.repeat(32)}` } as const;
    await expect(blocksUntil(cursor, 2)).rejects.toMatchObject({ code: 'CURSOR_UNKNOWN' });
  });

  it('says that no chain answers', async () => {
    await expect(connectChain({ endpoint: 'ws://127.0.0.1:9', timeoutMs: 700 })).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
    });
  });

  it('stops connecting when its signal aborts', async () => {
    const stop = new AbortController();
    const connecting = connectChain({ endpoint: 'ws://127.0.0.1:9', signal: stop.signal });
    stop.abort();
    await expect(connecting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
