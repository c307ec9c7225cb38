import type { Bid, ChainClient, Order, OrderId, Planck } from '@airo/chain-types/model';

/** A bid with what there is to judge it by. */
export interface LiveBid extends Bid {
  /** 0 to 1. */
  readonly score: number;
  readonly bond: Planck;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** An order that is still open, as the best block has it. */
export interface LiveOrder {
  readonly order: Order;
  readonly bids: readonly LiveBid[];
  /** Number of the best block. */
  readonly head: number;
  readonly blockMs: number;
}

/** null: the chain has no such open order. */
export async function readOrder(chain: ChainClient, id: OrderId): Promise<LiveOrder | null> {
  const [order, bids, head] = await Promise.all([
    chain.marketplace.order(id),
    chain.marketplace.bids(id),
    chain.head('best'),
  ]);
  if (!order) return null;
  const judged = await Promise.all(
    bids.map(async (bid) => {
      const [score, provider, offers] = await Promise.all([
        chain.providers.score(bid.provider),
        chain.providers.get(bid.provider),
        chain.providers.offers(bid.provider),
      ]);
      const terms = offers.find(({ model }) => model === order.spec.model)?.terms;
      return {
        ...bid,
        score,
        bond: provider?.bond ?? (0n as Planck),
        // A provider that has not measured itself yet says 0.
        p50Ms: terms?.p50Ms || null,
        p95Ms: terms?.p95Ms || null,
      };
    }),
  );
  return { order, bids: judged, head: head.number, blockMs: chain.constants.blockTimeMs };
}
