import type { Pricing } from '../../../schemas/pricing.ts';
import { type BidContext, divideUp, grossOf, PPM } from '../context.ts';
import { toPlanck, type UsdRate } from '../usd.ts';
import type { Market } from './ask.ts';

const NS_PER_MS = 1_000_000;
const NS_PER_HOUR = 3_600_000_000_000n;

/** Machine and transaction fees per inference, plus the margin, plus what royalty and commission will take. */
export function askCostPlus(pricing: Pricing<'costPlus'>, { context, usd }: Market): bigint {
  const { inferences, fees } = context;
  const requests = BigInt(Math.ceil(inferences / pricing.inferencesPerRequest));
  const transactions = divideUp(
    fees.perBid + fees.perAgreement + fees.perRequest * requests,
    BigInt(inferences),
  );
  const costs = machineCost(pricing.perHour, context, usd) + transactions;
  const margin = BigInt(Math.round(pricing.margin * Number(PPM)));
  return grossOf(divideUp(costs * (PPM + margin), PPM), context);
}

/** Of one inference in planck, rounded up. @param perHour price of an hour of this machine */
export function machineCost(
  perHour: string,
  { msPerInference }: Pick<BidContext, 'msPerInference'>,
  usd: UsdRate | null,
): bigint {
  return divideUp(toPlanck(perHour, usd) * BigInt(Math.ceil(msPerInference * NS_PER_MS)), NS_PER_HOUR);
}
