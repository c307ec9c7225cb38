import type { Request } from '@airo/chain-types';
import { WingmanError } from '../../errors.ts';
import type { ExecutionContext } from './context.ts';

/**
 * Puts the bytes of answers on chain that the consumer says it can't get. Whoever doesn't, loses the answer's price and a
 * compensation when the window is over.
 */
export async function publishDemanded(
  context: ExecutionContext,
  requests: readonly Request[],
): Promise<void> {
  const { chain, blobs, log } = context;
  for (const { agreement, index, state } of requests) {
    if (state.kind !== 'demanded' || context.head() >= state.until) continue;
    const { hash, size } = state.response;
    const fetched = await blobs.get(hash, Number(size));
    if (!fetched.ok) {
      throw new WingmanError(
        'CHAIN_UNAVAILABLE',
        `the demanded answer ${hash} can't be had: ${fetched.why}`,
        {},
      );
    }
    await chain.publish(agreement, index, fetched.bytes);
    log.info({ agreement, index, hash }, 'published a demanded answer');
  }
}
