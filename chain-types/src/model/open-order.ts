import { planck } from './ids.ts';
import type { OrderSpec } from './records.ts';

/** What an order asks for beyond model, price and windows when any provider may bid, and no voucher pays for anything. */
export const OPEN_TO_ALL = {
  channelQuota: 0,
  minBond: planck(0n),
  minScore: 0,
  sealed: false,
  invited: null,
  hpkeKey: null,
} as const satisfies Partial<OrderSpec>;
