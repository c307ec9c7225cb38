import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  accountOf,
  type BlockEvents,
  type BlockRef,
  type ChainClient,
  connectChain,
  planck,
} from '../../src/index.ts';
import { type SpawnedChain, spawnEmbeddedChain } from '../support/embedded-chain.ts';

/** Made by `node .ci/build-next-runtime.ts`, which needs Rust. */
const NEXT_RUNTIME = join(cacheFolder(), 'next-runtime', 'airo_runtime.wasm');
const code = await readFile(NEXT_RUNTIME).catch(() => null);
if (!code) process.stderr.write(`upgrades are not tested: ${NEXT_RUNTIME} is not built\n`);
const describeWithCode = code ? describe : describe.skip;

describeWithCode('a client that stays connected while the runtime is upgraded', () => {
  let spawned: SpawnedChain;
  let chain: ChainClient;
  let before: BlockRef;
  // polkadot.js tells on stdout of each new runtime.
  const said = jest.spyOn(console, 'log').mockImplementation(() => {});
  beforeAll(async () => {
    spawned = await spawnEmbeddedChain();
    chain = await connectChain({ endpoint: spawned.url });
    before = await chain.head('finalised');
  });
  afterAll(async () => {
    await chain?.close();
    await spawned?.stop();
    said.mockRestore();
  });

  const version = async () =>
    (await spawned.rpc<{ specVersion: number }>('state_getRuntimeVersion')).specVersion;

  async function blocksUntil(last: number, client: ChainClient): Promise<BlockEvents[]> {
    const stop = new AbortController();
    const seen: BlockEvents[] = [];
    for await (const block of client.blocks({ after: before, finality: 'finalised', signal: stop.signal })) {
      seen.push(block);
      if (block.block.number >= last) break;
    }
    stop.abort();
    return seen;
  }

  it('signs, reads and decodes on both sides of it, and again in one go from before', async () => {
    const sudo = await chain.transactions({ kind: 'uri', uri: '//Alice' }, { batchMs: 1 });
    const bob = await accountOf({ kind: 'uri', uri: '//Bob' });
    const old = await version();
    await spawned.rpc('dev_newBlock', { count: 20 });
    await sudo.submit(chain.sudo(chain.authoriseUpgrade(code ?? new Uint8Array())));
    await sudo.submit(chain.upgrade(code ?? new Uint8Array()));
    await spawned.rpc('dev_newBlock', { count: 20 });
    expect(await version()).toBeGreaterThan(old);

    const balance = await chain.balance(bob);
    const { block } = await sudo.submit(chain.transfer(bob, planck(7n * 10n ** 12n)));
    expect((await chain.balance(bob)) - balance).toBe(7n * 10n ** 12n);
    expect((await chain.parameters()).marketplace.commissionPpm).toBe(10_000);

    const fresh = await connectChain({ endpoint: spawned.url });
    for (const client of [chain, fresh]) {
      const seen = await blocksUntil(block.number, client);
      expect(seen.map((each) => each.block.number)).toEqual(seen.map((_, i) => before.number + 1 + i));
      const named = seen.flatMap(({ events }) =>
        events.flatMap(({ event }) => (event.type === 'other' ? [`${event.pallet}.${event.name}`] : [])),
      );
      expect(named).toContain('system.UpgradeAuthorized');
      expect(named).toContain('system.CodeUpdated');
      expect(named.filter((name) => name === 'balances.Transfer')).toHaveLength(1);
    }
    await fresh.close();
  });
});
