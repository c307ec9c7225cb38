import type { AccountId, ModelId } from '@airo/chain-types';
import type { PricingConfig, PricingRules } from '../../schemas/pricing.ts';

/** The pricing that counts for an order. */
export interface PricingRule {
  readonly pricing: PricingConfig;
  readonly floor: string;
  /** The consumer that it is for; null for everybody. */
  readonly consumer: string | null;
  /** For reports: `default`, `model 3`, `consumer 5…`, `consumer 5… model 3`. */
  readonly name: string;
}

/** The narrowest rule: a consumer's for the model, then the consumer's, then the model's, then the general one. */
export function ruleFor(rules: PricingRules, consumer: AccountId, model: ModelId): PricingRule {
  const fits = rules.overrides.filter(
    (o) => (o.consumer ?? consumer) === consumer && (o.model ?? model) === model,
  );
  const narrowness = (o: (typeof fits)[number]) =>
    (o.consumer === undefined ? 0 : 2) + (o.model === undefined ? 0 : 1);
  const [best] = fits.toSorted((a, b) => narrowness(b) - narrowness(a));
  if (!best) return { pricing: rules.pricing, floor: rules.floor, consumer: null, name: 'default' };
  const names = [
    best.consumer === undefined ? [] : [`consumer ${best.consumer}`],
    best.model === undefined ? [] : [`model ${best.model}`],
  ];
  return {
    pricing: best.pricing,
    floor: best.floor ?? rules.floor,
    consumer: best.consumer ?? null,
    name: names.flat().join(' '),
  };
}
