import type { ModelId, Planck } from '@airo/chain-types';
import type { PricingConfig } from '../schemas/config.ts';
import { parseAiro } from './amount.ts';
import type { OrderReason } from './order-outcome.ts';

export interface PriceQuestion {
  readonly model: ModelId;
  /** Most that the consumer pays, per inference. */
  readonly maxPrice: Planck;
  /** Lowest price that the chain takes; null when it takes none. */
  readonly chainFloor: Planck | null;
}

export type PriceAnswer =
  | { readonly ok: true; readonly price: Planck }
  | {
      readonly ok: false;
      readonly price: Planck;
      readonly reason: Extract<OrderReason, 'PRICE_BELOW_FLOOR' | 'PRICE_ABOVE_MAX'>;
    };

/** What a strategy would ask, before any bound. */
function ask(pricing: PricingConfig, model: ModelId): Planck {
  switch (pricing.strategy) {
    case 'fixed':
      return parseAiro(pricing.perModel[model] ?? pricing.price);
  }
}

/** The price of a bid. A price outside the bounds is refused, never bent. */
export function priceBid(
  config: { readonly pricing: PricingConfig; readonly floor: string },
  question: PriceQuestion,
): PriceAnswer {
  const price = ask(config.pricing, question.model);
  const { chainFloor, maxPrice } = question;
  if (price <= 0n || chainFloor === null || price < chainFloor || price < parseAiro(config.floor)) {
    return { ok: false, price, reason: 'PRICE_BELOW_FLOOR' };
  }
  return price > maxPrice ? { ok: false, price, reason: 'PRICE_ABOVE_MAX' } : { ok: true, price };
}
