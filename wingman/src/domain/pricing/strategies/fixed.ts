import type { Pricing } from '../../../schemas/pricing.ts';
import { toPlanck } from '../usd.ts';
import type { Market } from './ask.ts';

export function askFixed(pricing: Pricing<'fixed'>, { context, usd }: Market): bigint {
  return toPlanck(pricing.perModel[context.model] ?? pricing.price, usd);
}
