import { modelId } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { ConfigKeeper } from '../../src/pipeline/config-keeper.ts';
import { ServedModels } from '../../src/pipeline/model/served-models.ts';
import { Watchdog } from '../../src/pipeline/watchdog.ts';
import { MemoryStore } from '../fakes/memory-store.ts';
import { sampleConfig } from '../fakes/sample-config.ts';

describe('the configuration', () => {
  it('changed over REST outlives a restart, until the settings ask for something else', async () => {
    const store = new MemoryStore();
    const first = await ConfigKeeper.open(store, sampleConfig());
    expect(first.current).toMatchObject({ version: 1, source: 'settings' });
    await first.patch({ pricing: { price: '0.5' } }, 1);
    const again = await ConfigKeeper.open(store, sampleConfig());
    expect(again.current).toMatchObject({ version: 2, config: { pricing: { price: '0.5' } } });
    const changed = await ConfigKeeper.open(store, sampleConfig({ floor: '0.001' }));
    expect(changed.current).toMatchObject({
      version: 3,
      source: 'settings',
      config: { pricing: { price: '0.01' } },
    });
  });

  it('follows settings that are read again while it runs, and tells whoever listens', async () => {
    const keeper = await ConfigKeeper.open(new MemoryStore(), sampleConfig());
    const heard: string[] = [];
    keeper.onChange(({ floor }) => heard.push(floor));
    await keeper.patch({ floor: '0.005' }, null);
    // They say what they said before: what was changed over REST stays.
    expect(await keeper.follow(sampleConfig())).toMatchObject({ version: 2, config: { floor: '0.005' } });
    expect(await keeper.follow(sampleConfig({ floor: '0.001' }))).toMatchObject({
      version: 3,
      source: 'settings',
    });
    expect(heard).toEqual(['0.005', '0.001']);
  });

  it('takes another strategy whole, without the members of the one before', async () => {
    const keeper = await ConfigKeeper.open(new MemoryStore(), sampleConfig());
    await keeper.patch({ pricing: { strategy: 'undercut', price: '0.5' } }, null);
    expect(keeper.current.config.pricing).toEqual({
      strategy: 'undercut',
      price: '0.5',
      by: 0.01,
      rounds: 5,
    });
    await keeper.patch({ pricing: { strategy: 'undercut', by: 0.2 } }, null);
    expect(keeper.current.config.pricing).toMatchObject({ price: '0.5', by: 0.2 });
    await expect(keeper.patch({ pricing: { strategy: 'fixed' } }, null)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  it('that would be no configuration at all is refused as a whole', async () => {
    const keeper = await ConfigKeeper.open(new MemoryStore(), sampleConfig());
    await expect(keeper.patch('x', null)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('body'),
    });
  });
});

describe('the watchdog', () => {
  it('barks at an RPC endpoint that has a fault while no better one is known', () => {
    const state = { best: 1, finalised: 1, left: {} };
    const fault = { fault: 'stale', detail: 'its newest block is 300 s old by its own time' } as const;
    let endpoints = [
      { ...state, name: 'ws://a', inUse: false, fault },
      { ...state, name: 'ws://b', inUse: true, fault: null as null | typeof fault },
    ];
    const watchdog = new Watchdog({ now: () => 0 }, 3_000, () => endpoints);
    watchdog.sawBlock(5);
    expect(watchdog.readiness(new ServedModels()).ok).toBe(true);
    endpoints = [{ ...state, name: 'ws://a', inUse: true, fault }];
    expect(watchdog.readiness(new ServedModels()).reasons).toEqual([
      'RPC endpoint ws://a: its newest block is 300 s old by its own time',
    ]);
  });

  it('barks when no block came, or none for four block times, or a model is missing', () => {
    let now = 0;
    const watchdog = new Watchdog({ now: () => now }, 3_000);
    const served = new ServedModels();
    expect(watchdog.readiness(served).reasons).toEqual(['no block has been seen yet']);
    watchdog.sawBlock(5);
    expect(watchdog.head).toBe(5);
    now = 12_000;
    expect(watchdog.readiness(served).ok).toBe(true);
    now = 12_001;
    expect(watchdog.readiness(served).reasons).toEqual(['no new block for 12 s']);
    watchdog.sawBlock(6);
    served.set({ state: 'loading', id: modelId(1) });
    served.set({ state: 'failed', id: modelId(2), code: 'X', reason: 'broken' });
    expect(watchdog.readiness(served).reasons).toEqual(['model 1 is being loaded', 'model 2: broken']);
  });
});
