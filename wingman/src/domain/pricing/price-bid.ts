import { type Planck, planck } from '@airo/chain-types';
import { WingmanError } from '../../errors.ts';
import type { PricingRules } from '../../schemas/pricing.ts';
import { formatAiro } from '../amount.ts';
import type { OrderReason } from '../order-outcome.ts';
import type { BidContext } from './context.ts';
import { ruleFor } from './rules.ts';
import { ask, type Market } from './strategies/ask.ts';
import { toPlanck } from './usd.ts';

export type PriceAnswer =
  | { readonly ok: true; readonly price: Planck; readonly rule: string }
  | {
      readonly ok: false;
      /** What would have been asked; null when no price could be named. */
      readonly price: Planck | null;
      readonly rule: string;
      readonly reason: Extract<OrderReason, 'PRICE_BELOW_FLOOR' | 'PRICE_ABOVE_MAX' | 'PRICE_UNKNOWN'>;
      readonly detail: string;
    };

/** The price of a bid. A price outside the bounds is refused, never bent. */
export function priceBid(
  rules: PricingRules,
  context: BidContext,
  market: Pick<Market, 'usd' | 'past'>,
): PriceAnswer {
  const rule = ruleFor(rules, context.consumer, context.model);
  try {
    const own = toPlanck(rule.floor, market.usd);
    const floor = context.chainFloor !== null && context.chainFloor > own ? context.chainFloor : own;
    const price = planck(ask(rule.pricing, { context, floor, ...market }));
    return { rule: rule.name, ...judge(price, own, context) };
  } catch (error) {
    if (!(error instanceof WingmanError) || error.code !== 'PRICE_UNKNOWN') throw error;
    return { ok: false, price: null, rule: rule.name, reason: 'PRICE_UNKNOWN', detail: error.message };
  }
}

function judge(price: Planck, own: Planck, { chainFloor, maxPrice }: BidContext) {
  const asked = `asked ${formatAiro(price)}`;
  if (price <= 0n || chainFloor === null || price < chainFloor || price < own) {
    const least = chainFloor === null ? 'any' : formatAiro(chainFloor);
    const detail = `${asked}; the chain takes no less than ${least}, the own floor is ${formatAiro(own)}`;
    return { ok: false, price, reason: 'PRICE_BELOW_FLOOR', detail } as const;
  }
  if (price > maxPrice) {
    const detail = `${asked}; the consumer pays ${formatAiro(maxPrice)} at most`;
    return { ok: false, price, reason: 'PRICE_ABOVE_MAX', detail } as const;
  }
  return { ok: true, price } as const;
}
