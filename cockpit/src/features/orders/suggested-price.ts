import { formatAiro, parseAiro } from '@airo/chain-types/model';
import type { Asked } from './quotes.ts';

/** Head room over what providers ask now, so that a bid of another moment fits too. */
const ROOM_PERCENT = 150n;

/**
 * The limit to begin with, AIRO for one inference: by the dearest quote, else by the last price, else by the lowest that a
 * bid may name.
 */
export function suggestedPrice(
  asked: readonly Asked[],
  lastPrice: string | null,
  floor: bigint | null,
): string {
  const prices = asked.flatMap(({ quote }) => (quote?.price ? [parseAiro(quote.price)] : []));
  const dearest = prices.reduce((a, b) => (a > b ? a : b), 0n);
  const basis = dearest || (lastPrice === null ? (floor ?? 0n) * 4n : parseAiro(lastPrice));
  return formatAiro(roundUp((basis * ROOM_PERCENT) / 100n));
}

/** To two digits: 0.01234 becomes 0.013. */
function roundUp(planck: bigint): bigint {
  const step = 10n ** BigInt(Math.max(String(planck).length - 2, 0));
  return ((planck + step - 1n) / step) * step;
}
