import { modelId, type OrderSpec, planck } from '@airo/chain-types';

/** Long enough, in blocks, for a network that is cut in two meanwhile. */
const WINDOW = 200;

/** An order of the demo model whose windows outlast what the tests do to the network. */
export function wish(inferences: number): OrderSpec {
  return {
    model: modelId(0),
    inferences,
    maxPrice: planck(50_000_000_000n),
    channelQuota: 0,
    bidWindow: WINDOW,
    duration: 10 * WINDOW,
    responseWindow: WINDOW,
    challengeWindow: WINDOW,
    minBond: planck(0n),
    minScore: 0,
    sealed: false,
    award: 'manual',
    invited: null,
    // Nothing is sent by voucher.
    consumerKey: `0x${'01'.repeat(32)}`,
    hpkeKey: null,
  };
}
