import { modelId, OPEN_TO_ALL, type OrderSpec, planck } from '@airo/chain-types';

/** Long enough, in blocks, for a network that is cut in two meanwhile. */
const WINDOW = 200;

/** An order of the demo model whose windows outlast what the tests do to the network. */
export function wish(inferences: number): OrderSpec {
  return {
    ...OPEN_TO_ALL,
    model: modelId(0),
    inferences,
    maxPrice: planck(50_000_000_000n),
    bidWindow: WINDOW,
    duration: 10 * WINDOW,
    responseWindow: WINDOW,
    challengeWindow: WINDOW,
    award: 'manual',
    // Nothing is sent by voucher.
    consumerKey: `0x${'01'.repeat(32)}`,
  };
}
