import { WingmanError } from '../../../errors.ts';
import { priceSchema } from '../../../schemas/amount.ts';
import { compileScript, type PriceScript } from '../../../schemas/price-script.ts';
import type { Pricing } from '../../../schemas/pricing.ts';
import { toPlanck } from '../usd.ts';
import type { Market } from './ask.ts';

/** The largest whole number of the expression language. A higher amount is as good as this one. */
const MAX_INT = 2n ** 63n - 1n;

/** @throws WingmanError PRICE_UNKNOWN when the expression overflows, divides by zero or names an amount that is none */
export function askScript({ expression }: Pricing<'script'>, market: Market): bigint {
  const { context, floor, usd } = market;
  try {
    return compiled(expression)(
      {
        floor: fit(floor),
        max_price: fit(context.maxPrice),
        royalty: fit(context.royalty),
        cheapest: fit(context.cheapest ?? 0n),
        has_bids: context.cheapest !== null,
        model: BigInt(context.model),
        consumer: context.consumer,
        inferences: BigInt(context.inferences),
        utilisation: context.utilisation,
        queue: BigInt(context.queue),
        ms_per_inference: context.msPerInference,
      },
      (text) => toPlanck(priceSchema.parse(text), usd),
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new WingmanError('PRICE_UNKNOWN', `the script named no price: ${why}`, {}, { cause });
  }
}

const fit = (amount: bigint) => (amount > MAX_INT ? MAX_INT : amount);

function compiled(expression: string): PriceScript {
  const result = compileScript(expression);
  if (result.ok) return result.run;
  throw new WingmanError('PRICE_UNKNOWN', result.problem, {});
}
