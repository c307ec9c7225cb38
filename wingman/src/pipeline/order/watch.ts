import type { OrderId, Planck } from '@airo/chain-types';
import { type OrderContext, OrderEnded } from './context.ts';
import { lowerBid } from './lower-bid.ts';
import type { OrderEnding } from './order-endings.ts';

const REASONS = { cancelled: 'CANCELLED', expired: 'EXPIRED', unseen: 'ENDED_UNSEEN' } as const;

/**
/**
 * Waits until the order is over and tells how; null when the own bid on it is gone with the block that it was in. Meanwhile
 * lowers the bid when it is undercut and the pricing is to. Rejects with the signal's reason when it aborts.
 */
export async function watch(
  context: OrderContext,
  order: OrderId,
  bidPrice: Planck | null,
  signal: AbortSignal,
): Promise<OrderEnded | null> {
  const { chain } = context;
  const standing = keepLowest(context, order, bidPrice);
  const result = await ended(context, order, signal).finally(() => standing.stop());
  if (!result) return null;
  const price = await standing.price();
  if (result.how !== 'awarded') return new OrderEnded(REASONS[result.how], { price });
  return result.to === chain.account
    ? new OrderEnded('WON', { price })
    : new OrderEnded('AWARDED_TO_OTHER', { price, detail: result.to });
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

async function ended(
  { chain, reads, endings }: OrderContext,
  order: OrderId,
  signal: AbortSignal,
): Promise<Exclude<OrderEnding, { how: 'doubted' }> | null> {
  for (;;) {
    const ending = endings.wait(order, signal);
    // It may have ended before anybody waited: look after starting to wait, so that nothing falls in between.
    void settleIfGone({ chain, reads, endings }, order).catch(() => {});
    const result = await ending;
    if (result.how !== 'doubted') return result;
    if (await bidIsGone(chain, order)) return null;
  }
}

/** Answers bids of others one after the other, as often as the pricing allows. */
function keepLowest(context: OrderContext, order: OrderId, bidPrice: Planck | null) {
  let turn = Promise.resolve(bidPrice);
  let lowered = 0;
  const answerRival = async (standing: Planck | null) => {
    if (standing === null || lowered >= (await context.pricing.rounds(order))) return standing;
    const price = await lowerBid(context, order, standing);
    if (price !== standing) lowered += 1;
    return price;
  };
  const stop = context.rivals.listen(order, () => {
    turn = turn.then(async (standing) =>
      answerRival(standing).catch((error) => {
        context.log.warn({ err: error, order }, 'a bid of somebody else could not be answered');
        return standing;
      }),
    );
  });
  return { stop, price: () => turn };
}

async function settleIfGone(
  { chain, reads, endings }: Pick<OrderContext, 'chain' | 'reads' | 'endings'>,
  order: OrderId,
): Promise<void> {
  if (await reads.order(order)) return;
  for (const id of await chain.agreements()) {
    if ((await chain.agreement(id))?.order === order) {
      endings.tell(order, { how: 'awarded', to: chain.account });
      return;
    }
  }
  endings.tell(order, { how: 'unseen' });
}
