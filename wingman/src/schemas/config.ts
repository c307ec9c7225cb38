import { z } from 'zod';

const AMOUNT = /^\d{1,9}(\.\d{1,12})?$/;

/** AIRO in decimal. */
export const amountSchema = z.string().regex(AMOUNT, {
  error: 'an amount is AIRO in decimal, at most 12 places, for example "0.01"',
  // The rules below compare amounts: they must not see what isn't one.
  abort: true,
});
export const positiveAmountSchema = amountSchema.refine((text) => /[1-9]/.test(text), 'must be above zero');

/** How a bid is priced; one member per strategy. Prices are per inference. */
export const pricingSchema = z.discriminatedUnion('strategy', [
  z.strictObject({
    strategy: z.literal('fixed'),
    price: positiveAmountSchema,
    /** By model number, in place of `price`. */
    perModel: z.record(z.string().regex(/^\d+$/, 'a model is named by its number'), positiveAmountSchema),
  }),
]);
export type PricingConfig = z.output<typeof pricingSchema>;

const accounts = z.array(z.string().min(1).max(64)).max(1_000);

/** What can be changed while Wingman runs. */
export const configSchema = z
  .strictObject({
    /** Off: no new bids; agreements go on. */
    bidding: z.boolean(),
    /** Numbers of the models to bid for; empty takes those that are offered on chain. One that is new here is loaded. */
    models: z.array(z.int().nonnegative()).max(256),
    pricing: pricingSchema,
    /** Never bid below this, in AIRO per inference; "0" leaves it to the chain's own floor. */
    floor: amountSchema,
    filters: z.strictObject({
      minInferences: z.int().positive(),
      maxInferences: z.int().positive(),
      /** Empty lets everybody in. */
      allowConsumers: accounts,
      denyConsumers: accounts,
    }),
    capacity: z.strictObject({
      /** Share of the measured throughput that agreements may fill. */
      utilisation: z.number().positive().max(1),
      /** Unanswered requests that a bid offers to take at once. */
      maxOpen: z.int().positive().max(1_024),
    }),
  })
  .superRefine(({ pricing, floor, filters }, context) => {
    const below = (path: string[], price: string) => {
      if (compareAmounts(price, floor) < 0) {
        context.addIssue({ code: 'custom', path, message: `${price} is below the floor of ${floor}` });
      }
    };
    below(['pricing', 'price'], pricing.price);
    for (const [model, price] of Object.entries(pricing.perModel))
      below(['pricing', 'perModel', model], price);
    if (filters.minInferences > filters.maxInferences) {
      context.addIssue({
        code: 'custom',
        path: ['filters', 'minInferences'],
        message: 'is above maxInferences',
      });
    }
  });
export type Config = z.output<typeof configSchema>;

/** Of two amounts that the schema let through. */
function compareAmounts(a: string, b: string): number {
  const places = (text: string) => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(12, '0'));
  };
  const difference = places(a) - places(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A configuration as it was from `at` on. */
export const configVersionSchema = z.strictObject({
  version: z.int().positive(),
  /** Milliseconds since 1970. */
  at: z.int(),
  source: z.enum(['settings', 'rest']),
  config: configSchema,
});
export type ConfigVersion = z.output<typeof configVersionSchema>;
