import type { Order, Planck } from '@airo/chain-types';
import { isChainRefusal, WingmanError } from '../../errors.ts';
import { type OrderContext, OrderEnded } from './context.ts';

/** Channel answers that may be ahead of their voucher; no channel is served yet. */
const CREDIT_WINDOW = 0;
const BOND_ERRORS = ['NotEnoughFreeBond', 'InsufficientFunds'];

/** The bot has a bid on the order, which a second one could only lower. */
const OWN_BID_STANDS = ['AlreadyBid', 'PriceRaised', 'LoweringTooSmall', 'TermsWorse'];

/** Brings the bid to the chain; null when it stands. */
export async function bid(
  { chain, config }: OrderContext,
  order: Order,
  price: Planck,
): Promise<OrderEnded | null> {
  const { maxOpen } = config().capacity;
  try {
    await chain.bid(order.id, price, { maxOpen, creditWindow: CREDIT_WINDOW });
    return null;
  } catch (error) {
    if (isChainRefusal(error)) {
      const { pallet, error: name } = error.data;
      if (OWN_BID_STANDS.includes(name)) return null;
      const reason = BOND_ERRORS.includes(name) ? 'BOND_TOO_SMALL' : 'BID_REFUSED';
      return new OrderEnded(reason, { price, detail: `${pallet}.${name}` });
    }
    if (error instanceof WingmanError && error.code === 'OUT_OF_MONEY') {
      return new OrderEnded('BID_REFUSED', { price, detail: error.message });
    }
    if (error instanceof WingmanError && error.code === 'CHAIN_UNAVAILABLE') {
      return new OrderEnded('CHAIN_UNAVAILABLE', { price, detail: error.message });
    }
    throw error;
  }
}
