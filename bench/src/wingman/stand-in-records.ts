import { type Agreement, accountId, type Hex, type ModelId, type Order, planck } from '@airo/chain-types';

export const WING = accountId('5Wing');
export const CONSUMER = accountId('5Consumer');
export const CHALLENGE_BLOCKS = 4;
/** Longer than anything is measured. */
export const FAR_BLOCKS = 10_000_000;
export const AIRO = 10n ** 12n;

export const hashOf = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;

/** An agreement that never ends. */
export function agreementOf({
  id,
  order,
  model,
  manifest,
  opened,
}: Pick<Agreement, 'id' | 'order' | 'model' | 'manifest' | 'opened'>): Agreement {
  return {
    id,
    order,
    consumer: CONSUMER,
    provider: WING,
    model,
    manifest,
    price: planck(AIRO),
    royalty: planck(10n),
    commissionPpm: 10_000,
    inferences: FAR_BLOCKS,
    channelQuota: 0,
    maxOpen: 1_024,
    opened,
    expires: opened + FAR_BLOCKS,
    closesAfter: opened + 2 * FAR_BLOCKS,
    responseWindow: FAR_BLOCKS,
    challengeWindow: CHALLENGE_BLOCKS,
    coverage: planck(0n),
    paidOnChain: 0,
    redeemed: 0,
    refunded: 0,
    reopened: 0,
    open: 0,
    nextIndex: 0,
    state: 'open',
  };
}

/** An open order for one inference that nobody is in a hurry with. */
export function orderOf({
  id,
  model,
  manifest,
  placed,
}: Pick<Order, 'id' | 'manifest' | 'placed'> & { readonly model: ModelId }): Order {
  const bidsUntil = placed + FAR_BLOCKS;
  return {
    id,
    consumer: CONSUMER,
    spec: {
      model,
      inferences: 1,
      maxPrice: planck(AIRO),
      channelQuota: 0,
      bidWindow: FAR_BLOCKS,
      duration: FAR_BLOCKS,
      responseWindow: FAR_BLOCKS,
      challengeWindow: CHALLENGE_BLOCKS,
      minBond: planck(0n),
      minScore: 0,
      sealed: false,
      award: 'manual',
      invited: null,
      consumerKey: hashOf(1),
      hpkeKey: null,
    },
    royalty: planck(10n),
    manifest,
    manifestVersion: 1,
    commissionPpm: 10_000,
    placed,
    bidsUntil,
    awardUntil: bidsUntil + 10,
    barred: null,
  };
}
