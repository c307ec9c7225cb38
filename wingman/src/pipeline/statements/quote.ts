import { accountId, modelId, OPEN_TO_ALL, type Order, orderId, type Planck, planck } from '@airo/chain-types';
import { parseAiro } from '../../domain/amount.ts';
import type { Capacity } from '../../domain/capacity.ts';
import { filterOrder, type ServedModel } from '../../domain/order-filter.ts';
import type { OrderReason } from '../../domain/order-outcome.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Config } from '../../schemas/config.ts';
import type { QuoteQuestion } from '../../schemas/statements.ts';
import type { BiddingGate } from '../guard/guard.ts';
import { COVERAGE_PRICES } from '../order/pre-check.ts';
import { preview } from '../pricing/preview.ts';
import type { PricingDesk } from '../pricing/pricing-desk.ts';

export interface QuoteContext {
  readonly chain: Chain;
  readonly capacity: Capacity;
  readonly pricing: PricingDesk;
  readonly gate: Pick<BiddingGate, 'refusal'>;
  readonly config: () => Config;
  readonly servedModel: (model: number) => ServedModel;
  /** Number of the best block. */
  readonly head: () => number;
}

export type QuoteResult =
  | { readonly bids: true; readonly price: Planck }
  | { readonly bids: false; readonly reason: OrderReason };

const NOBODY = accountId('');
const NO_HASH = `0x${'0'.repeat(64)}` as const;
const no = (reason: OrderReason): QuoteResult => ({ bids: false, reason });

/**
 * Takes an order that nobody placed the way of a real one, up to the bid. Its consumer is nobody: rules and prices for
 * certain consumers don't show. Holds nothing of the machine when it is done.
 */
export async function quote(context: QuoteContext, question: QuoteQuestion): Promise<QuoteResult> {
  const { chain, capacity } = context;
  const config = context.config();
  const { filters } = config;
  const model = modelId(question.model);
  const served = context.servedModel(question.model);
  const refused = filterOrder(imagined(question, served, context.head()), {
    config: { ...config, filters: { ...filters, allowConsumers: [], denyConsumers: [] } },
    model: served,
    head: context.head(),
    blockTimeMs: chain.constants.blockTimeMs,
  });
  if (refused) return no(refused);
  const kept = context.gate.refusal(model);
  if (kept) return no(kept.reason);
  if (filters.allowConsumers.length > 0) return no('CONSUMER_NOT_ALLOWED');
  const reservation = capacity.reserve('quote', {
    model,
    inferences: question.inferences,
    durationMs: question.duration * chain.constants.blockTimeMs,
    until: context.head(),
  });
  if (!reservation) return no('NO_CAPACITY');
  reservation.release();
  const { answer } = await preview(context, config, {
    model,
    consumer: NOBODY,
    inferences: question.inferences,
    duration: question.duration,
    maxPrice: question.maxPrice === null ? null : parseAiro(question.maxPrice),
    cheapest: null,
    utilisation: null,
    queue: null,
  });
  if (!answer.ok) return no(answer.reason);
  const isCovered = (await chain.freeBond()) >= answer.price * COVERAGE_PRICES;
  return isCovered ? { bids: true, price: answer.price } : no('BOND_TOO_SMALL');
}

function imagined(question: QuoteQuestion, served: ServedModel, head: number): Order {
  const { inferences, duration, responseWindow } = question;
  return {
    id: orderId(0),
    consumer: NOBODY,
    spec: {
      ...OPEN_TO_ALL,
      model: modelId(question.model),
      inferences,
      duration,
      responseWindow,
      maxPrice: planck(0n),
      bidWindow: 1,
      challengeWindow: 1,
      award: 'cheapest',
      consumerKey: NO_HASH,
    },
    royalty: planck(0n),
    manifest: served.state === 'ready' ? (served.manifest as Order['manifest']) : NO_HASH,
    manifestVersion: 0,
    commissionPpm: 0,
    placed: head,
    bidsUntil: head + 1,
    awardUntil: head + 1,
    barred: null,
  };
}
