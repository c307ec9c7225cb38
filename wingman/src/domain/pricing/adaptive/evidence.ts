import type { PastOrder } from '../past-order.ts';

/**
 * What one ended order says about prices: `limit`: any price below would have won it, and none from there on · `open`:
 * any price would have won it up to what its consumer paid at most; others may have stayed away only because of that ·
 * `answer`: only what became of the price that was asked.
 */
export type Evidence =
  | { readonly kind: 'limit'; readonly limit: bigint }
  | { readonly kind: 'open'; readonly upTo: bigint }
  | { readonly kind: 'answer'; readonly asked: bigint; readonly won: boolean };

/** null when it says nothing. */
export function evidenceOf(order: PastOrder): Evidence | null {
  const { stage, price, rivalPrice, awardedPrice, maxPrice } = order;
  const limitOf = (rival: bigint | null): Evidence =>
    rival === null ? { kind: 'open', upTo: maxPrice } : { kind: 'limit', limit: rival };
  const won = stage === 'won';
  const asked = won || stage === 'lost' ? price : null;
  if (order.award === 'manual') return asked === null ? null : { kind: 'answer', asked, won };
  if (won) {
    // The chain breaks ties by score, so a price that won may be the rival's own.
    if (asked === null || rivalPrice === null || rivalPrice >= asked) return limitOf(rivalPrice);
    return { kind: 'answer', asked, won };
  }
  const nobodyBid = asked === null && rivalPrice === null && order.ended === 'expired';
  if (awardedPrice === null) return nobodyBid ? limitOf(null) : null;
  return limitOf(rivalPrice ?? awardedPrice);
}
