import { z } from 'zod';
import { boundSchema, isBelow, priceSchema } from './amount.ts';
import { compileScript } from './price-script.ts';

const MAX_SCRIPT_LENGTH = 1_000;
const MAX_OVERRIDES = 1_000;

/** A price of one's own. */
const fixedSchema = z.strictObject({
  strategy: z.literal('fixed'),
  price: priceSchema,
  /** By model number, in place of `price`. */
  perModel: z.record(z.string().regex(/^\d+$/, 'a model is named by its number'), priceSchema).default({}),
});

/** What an inference costs, and a margin. */
const costPlusSchema = z.strictObject({
  strategy: z.literal('costPlus'),
  /** What an hour of this machine costs. */
  perHour: priceSchema,
  /** On top of the machine and the transaction fees: 0.2 is 20 %. */
  margin: z.number().min(0).max(1_000),
  /** Inferences that a consumer sends in one request; the fees of an answer are shared among them. */
  inferencesPerRequest: z.int().positive().max(1_000_000).default(1),
});

/** Dearer the busier the machine is. */
const utilisationSchema = z.strictObject({
  strategy: z.literal('utilisation'),
  /** With nothing sold. */
  idle: priceSchema,
  /** With all sold that `capacity.utilisation` allows. */
  full: priceSchema,
  /** Up to this load the price stays at `idle`. */
  from: z.number().min(0).lt(1).default(0),
  /** Waiting jobs that count as full. */
  queueFull: z.int().positive().default(100),
});

/** A little below the best bid that can be seen. */
const undercutSchema = z.strictObject({
  strategy: z.literal('undercut'),
  /** When there is no bid yet. */
  price: priceSchema,
  /** Share by which the best bid is beaten; the chain takes no lowering below 0.01. */
  by: z.number().min(0.0001).max(0.5).default(0.01),
  /** How often a bid is lowered when it is undercut itself. Each costs a fee. */
  rounds: z.int().min(0).max(20).default(5),
});

/** What would have earned most on the orders before. */
const adaptiveSchema = z.strictObject({
  strategy: z.literal('adaptive'),
  /** The range to look in. */
  from: priceSchema,
  to: priceSchema,
  /** After so many orders, one counts half. Fewer follow a change sooner, more are steadier. */
  memory: z.int().min(20).max(200).default(40),
  /** Of one inference to you, beside royalty and commission. */
  cost: boundSchema.default('0'),
});

/** An expression of the Common Expression Language whose value is planck. */
const scriptSchema = z.strictObject({
  strategy: z.literal('script'),
  expression: z
    .string()
    .min(1)
    .max(MAX_SCRIPT_LENGTH)
    .superRefine((expression, context) => {
      const compiled = compileScript(expression);
      if (!compiled.ok) context.addIssue({ code: 'custom', message: compiled.problem });
    }),
});

/** How a bid is priced; one member per strategy. Prices are per inference. */
export const pricingSchema = z.discriminatedUnion('strategy', [
  fixedSchema,
  costPlusSchema,
  utilisationSchema,
  undercutSchema,
  adaptiveSchema,
  scriptSchema,
]);
export type PricingConfig = z.output<typeof pricingSchema>;
export type Pricing<S extends PricingConfig['strategy']> = Extract<PricingConfig, { strategy: S }>;

/** Other pricing for a consumer, a model, or a consumer's orders for a model. The narrowest one counts. */
export const overrideSchema = z
  .strictObject({
    consumer: z.string().min(1).max(64).optional(),
    model: z.int().nonnegative().optional(),
    pricing: pricingSchema,
    /** In place of the general floor. */
    floor: boundSchema.optional(),
  })
  .refine(({ consumer, model }) => consumer !== undefined || model !== undefined, {
    error: 'names neither a consumer nor a model',
  });

/** The part of the configuration that decides prices. */
export const pricingRulesShape = {
  pricing: pricingSchema,
  /** Never bid below this, per inference; "0" leaves it to the chain's own floor. */
  floor: boundSchema,
  overrides: z.array(overrideSchema).max(MAX_OVERRIDES).default([]),
};
export type PricingRules = z.output<z.ZodObject<typeof pricingRulesShape>>;

/** What contradicts itself in rules that are well-formed. */
export function checkPricingRules(
  { pricing, floor, overrides }: PricingRules,
  context: z.RefinementCtx,
): void {
  const say = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const check = (path: (string | number)[], rule: PricingConfig, least: string) => {
    for (const [at, price] of pricesOf(rule)) {
      if (isBelow(price, least)) say([...path, ...at], `${price} is below the floor of ${least}`);
    }
    if (rule.strategy === 'utilisation' && isBelow(rule.full, rule.idle))
      say([...path, 'full'], 'is below idle');
    if (rule.strategy === 'adaptive' && !isBelow(rule.from, rule.to) && isSameCurrency(rule.from, rule.to))
      say([...path, 'to'], 'is not above from');
  };
  check(['pricing'], pricing, floor);
  const seen = new Set<string>();
  for (const [index, override] of overrides.entries()) {
    check(['overrides', index, 'pricing'], override.pricing, override.floor ?? floor);
    const key = `${override.consumer ?? ''}/${override.model ?? ''}`;
    if (seen.has(key)) say(['overrides', index], 'is for the same consumer and model as one before it');
    seen.add(key);
  }
}

const isSameCurrency = (a: string, b: string) => a.endsWith('USD') === b.endsWith('USD');

/** Every price that a strategy may ask as it stands, and where it is. */
function pricesOf(rule: PricingConfig): [string[], string][] {
  switch (rule.strategy) {
    case 'fixed':
      return [
        [['price'], rule.price],
        ...Object.entries(rule.perModel).map(([model, price]): [string[], string] => [
          ['perModel', model],
          price,
        ]),
      ];
    case 'utilisation':
      return [
        [['idle'], rule.idle],
        [['full'], rule.full],
      ];
    case 'undercut':
      return [[['price'], rule.price]];
    case 'adaptive':
      return [[['from'], rule.from]];
    default:
      return [];
  }
}
