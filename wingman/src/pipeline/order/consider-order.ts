import type { Order, OrderId, Planck } from '@airo/chain-types';
import type { Reservation } from '../../domain/capacity.ts';
import { WingmanError } from '../../errors.ts';
import type { OrderRecord } from '../../ports/records.ts';
import { bid } from './bid.ts';
import { checkEligibility } from './check-eligibility.ts';
import { type OrderContext, OrderEnded } from './context.ts';
import { filter } from './filter.ts';
import { preCheck } from './pre-check.ts';
import { type Priced, price } from './price.ts';
import { reserve } from './reserve.ts';
import { bidIsGone, watch } from './watch.ts';

/**
 * The way of an order through the bot: filter → eligibility → gate → reserve → price → pre-check → bid → watch → release. Ends in
 * a stored outcome whatever happens, except when the signal aborts: then the next start takes it up again.
 * @param known what the store has of it, where it was read already
 */
export async function considerOrder(
  context: OrderContext,
  id: OrderId,
  signal: AbortSignal,
  known?: OrderRecord,
): Promise<OrderEnded | null> {
  const { log, store, pricing } = context;
  try {
    let ended = await run(context, id, signal, known ?? (await store.order(id)));
    // Once more when the bid was in a block that is no more.
    while (!ended) ended = await run(context, id, signal, await store.order(id));
    await context.decide({ order: id, ...ended });
    pricing.orderEnded();
    log.info({ order: id, stage: ended.stage, reason: ended.reason, detail: ended.detail }, 'order ended');
    return ended;
  } catch (error) {
    if (signal.aborted) return null;
    log.error({ err: error, order: id }, 'order failed');
    const unreachable = error instanceof WingmanError && error.code === 'CHAIN_UNAVAILABLE';
    const ended = new OrderEnded(unreachable ? 'CHAIN_UNAVAILABLE' : 'INTERNAL', {
      detail: error instanceof Error ? error.message : String(error),
    });
    await context.decide({ order: id, ...ended });
    return ended;
  }
}

async function run(
  context: OrderContext,
  id: OrderId,
  signal: AbortSignal,
  known: OrderRecord | null,
): Promise<OrderEnded | null> {
  const { reads } = context;
  if (known?.stage === 'bidding') {
    const resumed = await resume(context, known, signal);
    if (resumed !== 'gone') return resumed;
  }
  // A bot that has just started knows of open orders before it has its models.
  if (known) await context.modelLoaded(known.model, signal);
  const order = await reads.order(id);
  if (!order) return endedMeanwhile(context, id);

  const judgedAt = context.head().number;
  const eligible = await checkEligibility(context, order);
  if (eligible === 'already') return adopt(context, order, signal);
  const filtered = filter(context, order);
  if (filtered) return filtered;
  if (eligible instanceof OrderEnded) return eligible;
  const admission = context.gate.admit(order.spec.model, id);
  if (!admission.ok) return new OrderEnded(admission.reason, { detail: admission.detail });

  let reservation: Reservation | undefined;
  try {
    const reserved = reserve(context, order);
    if (reserved instanceof OrderEnded) return reserved;
    reservation = reserved;
    const named = await price(context, order);
    if (named instanceof OrderEnded) return named;
    const refused =
      (await preCheck(context, order, named.price, judgedAt)) ?? (await bid(context, order, named.price));
    if (!refused) return await stand(context, id, named, signal);
    return new OrderEnded(refused.reason, { ...refused, context: named.context });
  } finally {
    reservation?.release();
    admission.release();
  }
}

/** The order was bid on before the start. `gone`: the bid is not on chain. */
async function resume(
  context: OrderContext,
  { id, model, price }: OrderRecord,
  signal: AbortSignal,
): Promise<OrderEnded | null | 'gone'> {
  const letGo = context.gate.hold(model, id);
  try {
    return (await bidIsGone(context.chain, id)) ? 'gone' : await watch(context, id, price, signal);
  } finally {
    letGo();
  }
}

/** The bid is on chain, and nobody remembers it: the process ended right after sending it. */
async function adopt(
  context: OrderContext,
  { id, spec }: Order,
  signal: AbortSignal,
): Promise<OrderEnded | null> {
  const letGo = context.gate.hold(spec.model, id);
  try {
    return await stand(context, id, { price: await ownPrice(context, id) }, signal);
  } finally {
    letGo();
  }
}

/** It was never seen to be bid on, but a bid may have reached the chain right before a crash. */
async function endedMeanwhile({ store }: OrderContext, id: OrderId): Promise<OrderEnded> {
  const own = (await store.openAgreements()).find(({ order }) => order === id);
  return own ? new OrderEnded('WON', { price: own.price }) : new OrderEnded('ENDED_UNSEEN');
}

/** The bid is on chain: remembers it and watches the order. */
async function stand(
  context: OrderContext,
  id: OrderId,
  named: { readonly price: Planck | null } | Priced,
  signal: AbortSignal,
): Promise<OrderEnded | null> {
  await context.decide({ order: id, ...new OrderEnded('BID_PLACED', named) });
  return watch(context, id, named.price, signal);
}

async function ownPrice({ chain }: OrderContext, id: OrderId): Promise<Planck | null> {
  const bids = await chain.bids(id);
  return bids.find((b) => b.provider === chain.account)?.price ?? null;
}
