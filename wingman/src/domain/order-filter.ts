import type { Order } from '@airo/chain-types';
import type { Config } from '../schemas/config.ts';
import type { OrderReason } from './order-outcome.ts';

/** What is known of an order's model here. */
export type ServedModel =
  | { readonly state: 'absent' }
  | { readonly state: 'loading' | 'failed' }
  | { readonly state: 'ready'; readonly manifest: string; readonly perSecond: number };

/** Share of the response window that computing the largest burst may take. */
const BURST_SHARE = 0.5;

/** The first rule of this provider that keeps it from bidding; null when none does. */
export function filterOrder(
  order: Order,
  context: {
    readonly config: Config;
    readonly model: ServedModel;
    /** Number of the best block. */
    readonly head: number;
    readonly blockTimeMs: number;
  },
): OrderReason | null {
  const { config, model } = context;
  const { filters } = config;
  const { spec } = order;
  if (!config.bidding) return 'BIDDING_OFF';
  if (context.head >= order.bidsUntil) return 'BID_WINDOW_OVER';
  // One that was struck from the list still answers the agreements it has.
  const listed = config.models.length === 0 || config.models.includes(spec.model);
  if (model.state === 'absent' || !listed) return 'MODEL_NOT_SERVED';
  if (model.state !== 'ready') return 'MODEL_NOT_READY';
  if (model.manifest !== order.manifest) return 'MANIFEST_CHANGED';
  if (spec.inferences < filters.minInferences) return 'TOO_FEW_INFERENCES';
  if (spec.inferences > filters.maxInferences) return 'TOO_MANY_INFERENCES';
  if (filters.denyConsumers.includes(order.consumer)) return 'CONSUMER_DENIED';
  if (filters.allowConsumers.length > 0 && !filters.allowConsumers.includes(order.consumer))
    return 'CONSUMER_NOT_ALLOWED';
  if (spec.sealed) return 'SEALED_UNSUPPORTED';
  if (spec.channelQuota > 0) return 'CHANNEL_UNSUPPORTED';
  const burst = Math.min(spec.inferences, config.capacity.maxOpen);
  const windowMs = spec.responseWindow * context.blockTimeMs;
  if ((burst / model.perSecond) * 1_000 > windowMs * BURST_SHARE) return 'WINDOW_TOO_SHORT';
  return null;
}
