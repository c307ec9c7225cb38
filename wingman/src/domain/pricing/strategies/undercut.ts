import type { Pricing } from '../../../schemas/pricing.ts';
import { PPM } from '../context.ts';
import { toPlanck } from '../usd.ts';
import type { Market } from './ask.ts';

/** Below the best bid by a share, as long as the floor itself is still below it. */
export function askUndercut(pricing: Pricing<'undercut'>, { context, floor, usd }: Market): bigint {
  const { cheapest } = context;
  if (cheapest === null) return toPlanck(pricing.price, usd);
  const step = (cheapest * BigInt(Math.round(pricing.by * Number(PPM)))) / PPM;
  const below = cheapest - (step > 0n ? step : 1n);
  return below < floor && floor < cheapest ? floor : below;
}
