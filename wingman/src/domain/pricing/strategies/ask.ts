import type { Planck } from '@airo/chain-types';
import type { PricingConfig } from '../../../schemas/pricing.ts';
import type { BidContext } from '../context.ts';
import type { PastOrder } from '../past-order.ts';
import type { UsdRate } from '../usd.ts';
import { askAdaptive } from './adaptive.ts';
import { askCostPlus } from './cost-plus.ts';
import { askFixed } from './fixed.ts';
import { askScript } from './script.ts';
import { askUndercut } from './undercut.ts';
import { askUtilisation } from './utilisation.ts';

/** What a strategy goes by, beside its own settings. */
export interface Market {
  readonly context: BidContext;
  /** The higher one of the own floor and the chain's. */
  readonly floor: Planck;
  readonly usd: UsdRate | null;
  /** Ended orders for the same model, oldest first. */
  readonly past: readonly PastOrder[];
}

/**
 * What a strategy would ask per inference, before any bound: same input, same price.
 * @throws WingmanError PRICE_UNKNOWN when it can't name one
 */
export function ask(pricing: PricingConfig, market: Market): bigint {
  switch (pricing.strategy) {
    case 'fixed':
      return askFixed(pricing, market);
    case 'costPlus':
      return askCostPlus(pricing, market);
    case 'utilisation':
      return askUtilisation(pricing, market);
    case 'undercut':
      return askUndercut(pricing, market);
    case 'adaptive':
      return askAdaptive(pricing, market);
    case 'script':
      return askScript(pricing, market);
  }
}
