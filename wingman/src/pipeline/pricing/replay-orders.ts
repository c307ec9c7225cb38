import { setImmediate } from 'node:timers/promises';
import type { ModelId } from '@airo/chain-types';
import { type ReplayReport, type ReplayTerms, replay } from '../../domain/pricing/replay.ts';
import type { Store } from '../../ports/store.ts';
import type { PricingRules } from '../../schemas/pricing.ts';

const ORDERS_AT_ONCE = 10;

/** What rules would have made of the last recorded orders. Lets other work through every few orders. */
export async function replayOrders(
  store: Pick<Store, 'pastOrders'>,
  rules: PricingRules,
  terms: ReplayTerms,
  which: { readonly last: number; readonly model: ModelId | null },
): Promise<ReplayReport> {
  const model = which.model === null ? {} : { model: which.model };
  const orders = await store.pastOrders({ limit: which.last, ...model });
  const steps = replay(rules, orders, terms);
  for (let done = 0; ; done += 1) {
    const step = steps.next();
    if (step.done) return step.value;
    if (done % ORDERS_AT_ONCE === 0) await setImmediate();
  }
}
