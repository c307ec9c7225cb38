import type { Config } from '../../src/schemas/config.ts';

/** A configuration that bids on everything at 0.01 AIRO. */
export function sampleConfig(changes: Partial<Config> = {}): Config {
  return {
    bidding: true,
    models: [0],
    pricing: { strategy: 'fixed', price: '0.01', perModel: {} },
    floor: '0',
    overrides: [],
    filters: { minInferences: 1, maxInferences: 1_000_000, allowConsumers: [], denyConsumers: [] },
    capacity: { utilisation: 0.8, maxOpen: 100 },
    breaker: { faults: 5, faultsOverall: 20, windowS: 600, coolDownS: 900 },
    budget: { feesPerDay: null, locked: null, openOrders: null, openAgreements: null, perModel: {} },
    ...changes,
  };
}
