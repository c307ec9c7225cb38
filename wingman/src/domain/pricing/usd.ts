import { type Planck, planck } from '@airo/chain-types';
import { WingmanError } from '../../errors.ts';
import { parseAiro } from '../amount.ts';
import { divideUp } from './context.ts';

/** What one AIRO costs. */
export interface UsdRate {
  /** US dollars per AIRO × 10^12; above zero. */
  readonly picoUsd: bigint;
  /** When it was read, in ms since 1970. */
  readonly at: number;
}

/** More at once is a fault of the source sooner than of the market. */
const MAX_JUMP = 2n;

/** Whether a rate is at most twice and at least half of one that is trusted. */
export function isPlausible({ picoUsd }: UsdRate, trusted: UsdRate): boolean {
  return picoUsd <= trusted.picoUsd * MAX_JUMP && picoUsd * MAX_JUMP >= trusted.picoUsd;
}

const PICO = 1_000_000_000_000n;
const DOLLARS = ' USD';

/**
 * A price of the configuration in planck, dollars rounded up.
 * @throws WingmanError PRICE_UNKNOWN when it is in dollars and there is no rate
 */
export function toPlanck(price: string, usd: UsdRate | null): Planck {
  if (!price.endsWith(DOLLARS)) return parseAiro(price);
  if (usd === null)
    throw new WingmanError('PRICE_UNKNOWN', `${price} can't be turned into AIRO: there is no rate`, {});
  return planck(divideUp(parseAiro(price.slice(0, -DOLLARS.length)) * PICO, usd.picoUsd));
}
