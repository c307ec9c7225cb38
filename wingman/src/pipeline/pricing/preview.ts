import { type AccountId, type ModelId, orderId, type Planck, planck } from '@airo/chain-types';
import { type BidContext, takenOf } from '../../domain/pricing/context.ts';
import type { PriceAnswer } from '../../domain/pricing/price-bid.ts';
import { ruleFor } from '../../domain/pricing/rules.ts';
import { WingmanError } from '../../errors.ts';
import type { Chain } from '../../ports/chain.ts';
import type { PricingConfig, PricingRules } from '../../schemas/pricing.ts';
import type { PricingDesk } from './pricing-desk.ts';

/** An order to imagine. What is null is taken as it is now. */
export interface PreviewQuestion {
  readonly model: ModelId;
  readonly consumer: AccountId;
  readonly inferences: number;
  /** Blocks. */
  readonly duration: number;
  /** null: any. */
  readonly maxPrice: Planck | null;
  readonly cheapest: Planck | null;
  readonly utilisation: number | null;
  readonly queue: number | null;
}

export interface Preview {
  readonly answer: PriceAnswer;
  readonly strategy: PricingConfig['strategy'];
  readonly context: BidContext;
  /** Of the price after royalty and commission; null when there is none. */
  readonly leaves: bigint | null;
}

const ANY_PRICE = planck(10n ** 21n);

/** What the rules would ask for an order, without one. @throws WingmanError MODEL_UNKNOWN */
export async function preview(
  { chain, pricing }: { readonly chain: Chain; readonly pricing: PricingDesk },
  rules: PricingRules,
  question: PreviewQuestion,
): Promise<Preview> {
  const { model, consumer, inferences } = question;
  const known = await chain.model(model);
  if (!known) throw new WingmanError('MODEL_UNKNOWN', `no model has the number ${model}`, { model });
  const { blockTimeMs } = chain.constants;
  const { commissionPpm } = (await chain.parameters()).marketplace;
  const live = await pricing.contextOf(
    {
      order: orderId(0),
      model,
      consumer,
      inferences,
      commissionPpm,
      durationMs: question.duration * blockTimeMs,
      award: 'cheapest',
      maxPrice: question.maxPrice ?? ANY_PRICE,
      royalty: known.royalty,
    },
    question.cheapest,
  );
  const context = {
    ...live,
    utilisation: question.utilisation ?? live.utilisation,
    queue: question.queue ?? live.queue,
  };
  const answer = await pricing.answer(rules, context);
  return {
    answer,
    context,
    strategy: ruleFor(rules, consumer, model).pricing.strategy,
    leaves: answer.price === null ? null : answer.price - takenOf(answer.price, context),
  };
}
