import type { OrderId, Planck } from '@airo/chain-types';
import { type OrderContext, OrderEnded } from './context.ts';

const REASONS = { cancelled: 'CANCELLED', expired: 'EXPIRED', unseen: 'ENDED_UNSEEN' } as const;

/**
 * Waits until the order is over and tells how; null when the own bid on it is gone with the block that it was in. Rejects
 * with the signal's reason when it aborts.
 */
export async function watch(
  { chain, endings }: Pick<OrderContext, 'chain' | 'endings'>,
  order: OrderId,
  price: Planck | null,
  signal: AbortSignal,
): Promise<OrderEnded | null> {
  const ending = endings.wait(order, signal);
  // It may have ended before anybody waited: look after starting to wait, so that nothing falls in between.
  void settleIfGone({ chain, endings }, order).catch(() => {});
  const result = await ending;
  if (result.how === 'doubted') {
    return (await bidIsGone(chain, order)) ? null : watch({ chain, endings }, order, price, signal);
  }
  if (result.how !== 'awarded') return new OrderEnded('lost', REASONS[result.how], { price });
  return result.to === chain.account
    ? new OrderEnded('won', 'WON', { price })
    : new OrderEnded('lost', 'AWARDED_TO_OTHER', { price, detail: result.to });
}

/** Whether the order is open and has no bid of this provider. What can't be read now is looked at with the next doubt. */
export async function bidIsGone(chain: OrderContext['chain'], order: OrderId): Promise<boolean> {
  try {
    if (!(await chain.order(order))) return false;
    return !(await chain.bids(order)).some(({ provider }) => provider === chain.account);
  } catch {
    return false;
  }
}

async function settleIfGone(
  { chain, endings }: Pick<OrderContext, 'chain' | 'endings'>,
  order: OrderId,
): Promise<void> {
  if (await chain.order(order)) return;
  for (const id of await chain.agreements()) {
    if ((await chain.agreement(id))?.order === order) {
      endings.tell(order, { how: 'awarded', to: chain.account });
      return;
    }
  }
  endings.tell(order, { how: 'unseen' });
}
