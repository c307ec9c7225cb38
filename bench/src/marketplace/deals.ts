import type { AgreementId, ChainEvent, OrderId, OrderSpec } from '@airo/chain-types';
import type { CallUse } from '@airo/chain-types/measure';
import { BenchError } from '../errors.ts';
import type { Lane } from '../network/burst.ts';
import type { Network } from '../network/network.ts';
import { type CallFigure, measure } from './measure.ts';
import type { Stage } from './stage.ts';

/** Unanswered requests at once. */
const TERMS = { maxOpen: 1_024, creditWindow: 1 };

/** Per consumer, and per provider of the same number, their orders or agreements. */
type PerSide<T> = readonly (readonly T[])[];

/** Every consumer places its orders, `count` each. */
export async function placeOrders(
  net: Network,
  stage: Stage,
  count: number,
  specOf: (side: number) => OrderSpec,
): Promise<{ figure: CallFigure; orders: PerSide<OrderId> }> {
  const lanes = stage.consumers.map((signer, side) => ({
    signer,
    calls: Array.from({ length: count }, () => net.chain.marketplace.placeOrder(specOf(side))),
  }));
  const { figure, uses } = await measure(net, 'place_order', lanes);
  const orders = numbersOf(stage, uses, (event) =>
    event.type === 'marketplace.OrderPlaced' ? { of: event.consumer, id: event.order } : undefined,
  );
  return { figure, orders };
}

/** Every provider bids on the orders of the consumer of its number. */
export async function bidOnAll(net: Network, stage: Stage, orders: PerSide<OrderId>): Promise<CallFigure> {
  const lanes = lanesOf(stage.providers, orders, (order) =>
    net.chain.marketplace.bid(order, stage.price, TERMS),
  );
  return (await measure(net, 'bid', lanes)).figure;
}

/** Every consumer awards its orders to the provider of its number. */
export async function awardAll(
  net: Network,
  stage: Stage,
  orders: PerSide<OrderId>,
): Promise<{ figure: CallFigure; agreements: PerSide<AgreementId> }> {
  const lanes = lanesOf(stage.consumers, orders, (order, side) =>
    net.chain.marketplace.award(order, at(stage.providers, side).account),
  );
  const { figure, uses } = await measure(net, 'award', lanes);
  const agreements = numbersOf(stage, uses, (event) =>
    event.type === 'execution.AgreementOpened' ? { of: event.consumer, id: event.agreement } : undefined,
  );
  return { figure, agreements };
}

/** A lane per account, with a call per item of its number. */
export function lanesOf<T>(
  signers: Stage['consumers'],
  items: PerSide<T>,
  call: (item: T, side: number) => Lane['calls'][number],
): readonly Lane[] {
  return signers.map((signer, side) => ({
    signer,
    calls: at(items, side).map((item) => call(item, side)),
  }));
}

/** @throws BenchError RUN_FAILED when there is nothing */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new BenchError('RUN_FAILED', `nothing was made for side ${index}`, { index });
  return item;
}

/** The numbers that events gave, by the consumer that they belong to. */
function numbersOf<Id>(
  stage: Stage,
  uses: readonly CallUse[],
  pick: (event: ChainEvent) => { of: string; id: Id } | undefined,
): PerSide<Id> {
  const found = uses.flatMap(({ events }) => events.flatMap((event) => pick(event) ?? []));
  return stage.consumers.map(({ account }) => found.filter(({ of }) => of === account).map(({ id }) => id));
}
