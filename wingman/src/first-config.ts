import type { Config } from './schemas/config.ts';
import type { WingmanSettings } from './settings.ts';

const ANY_ORDER = { minInferences: 1, maxInferences: 1_000_000, allowConsumers: [], denyConsumers: [] };

const BREAKER = { faults: 5, faultsOverall: 20, windowS: 600, coolDownS: 900 };
const NO_BUDGET = { feesPerDay: null, locked: null, openOrders: null, openAgreements: null, perModel: {} };

/** The part of the settings that REST can change later. */
export function configOf(from: WingmanSettings): Config {
  return {
    bidding: from.bidding,
    models: from.models,
    pricing: { strategy: 'fixed', price: from.price, perModel: {} },
    floor: from.floor,
    overrides: [],
    filters: ANY_ORDER,
    capacity: { utilisation: from.utilisation, maxOpen: from.maxOpen },
    breaker: BREAKER,
    budget: NO_BUDGET,
  };
}
