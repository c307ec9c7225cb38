import { Capacity } from '../../src/domain/capacity.ts';
import { PricingDesk, type PricingInit } from '../../src/pipeline/pricing/pricing-desk.ts';
import { UsdRateKeeper } from '../../src/pipeline/pricing/usd-rate-keeper.ts';
import { FakeChain } from './fake-chain.ts';
import { MemoryQueue } from './memory-queue.ts';
import { MemoryStore } from './memory-store.ts';
import { silent } from './rig.ts';
import { sampleConfig } from './sample-config.ts';

/** A desk on fakes, without a dollar rate. */
export function pricingDesk(parts: Partial<PricingInit> = {}): PricingDesk {
  const store = parts.store ?? new MemoryStore();
  const clock = { now: () => 0, wait: () => new Promise<void>(() => {}) };
  return new PricingDesk({
    chain: new FakeChain(),
    queue: new MemoryQueue(),
    capacity: new Capacity(() => 0.8),
    config: () => sampleConfig(),
    usd: new UsdRateKeeper({ source: null, store, clock, log: silent, maxAgeMs: 1_000 }),
    log: silent,
    store,
    ...parts,
  });
}
