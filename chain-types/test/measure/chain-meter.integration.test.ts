import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChainClient, connectChain, planck } from '../../src/index.ts';
import { type ChainMeter, openMeter } from '../../src/measure/index.ts';
import { type SpawnedChain, spawnEmbeddedChain } from '../support/embedded-chain.ts';

describe('measuring the real runtime', () => {
  let spawned: SpawnedChain;
  let chain: ChainClient;
  let meter: ChainMeter;

  beforeAll(async () => {
    spawned = await spawnEmbeddedChain();
    chain = await connectChain({ endpoint: spawned.url });
    meter = await openMeter(spawned.url);
  });
  afterAll(async () => {
    await meter?.close();
    await chain?.close();
    await spawned?.stop();
  });

  it('calls signed ahead go into blocks in their order, each with the weight and fee that it was said to have', async () => {
    const [alice, bob] = [await meter.signer('//Alice'), await meter.signer('//Bob')];
    const call = chain.transfer(bob.account, planck(1n));
    const cost = await meter.cost(call);
    const after = await chain.head('best');
    for (const transaction of [alice.sign(call), alice.sign(call)]) await meter.submit(transaction);

    const uses = [];
    for await (const { block } of chain.blocks({
      after,
      finality: 'best',
      signal: new AbortController().signal,
    })) {
      const found = await meter.uses(block.hash);
      expect(await meter.hashAt(block.number)).toBe(block.hash);
      expect(await meter.extrinsics(block.hash)).toBe(1 + found.length);
      uses.push(...found);
      if (uses.length === 2) break;
    }
    for (const use of uses) {
      expect(use.ok).toBe(true);
      expect(use.weightPs).toBe(cost.weightPs + meter.limits.transactionPs);
      expect(use.fee).toBe(cost.fee);
    }
    expect(meter.limits.normalPs).toBeGreaterThan(cost.weightPs);
  });

  it('tells what a pallet keeps: entries of maps apart from counters', async () => {
    const providers = await meter.stateSize('Providers');
    expect(providers.entries).toBeGreaterThanOrEqual(4);
    expect(providers.bytes).toBeGreaterThan(providers.entries * 32);
    expect(providers.fixedBytes).toBeGreaterThan(0);
    expect(await meter.stateSize('Execution')).toMatchObject({ entries: 0, bytes: 0 });
    expect(await meter.stateSize('NoSuchPallet')).toEqual({ entries: 0, bytes: 0, fixedBytes: 0 });
  });
});
