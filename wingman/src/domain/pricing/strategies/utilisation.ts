import type { Pricing } from '../../../schemas/pricing.ts';
import { PPM } from '../context.ts';
import { toPlanck } from '../usd.ts';
import type { Market } from './ask.ts';

/** Rises in a straight line from `idle` at the load `from` to `full` at load 1. */
export function askUtilisation(pricing: Pricing<'utilisation'>, { context, usd }: Market): bigint {
  const [idle, full] = [toPlanck(pricing.idle, usd), toPlanck(pricing.full, usd)];
  const load = Math.min(1, Math.max(context.utilisation, context.queue / pricing.queueFull));
  const part = Math.max(0, (load - pricing.from) / (1 - pricing.from));
  return idle + ((full - idle) * BigInt(Math.round(part * Number(PPM)))) / PPM;
}
