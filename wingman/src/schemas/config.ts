import { z } from 'zod';
import { checkPricingRules, pricingRulesShape } from './pricing.ts';

const accounts = z.array(z.string().min(1).max(64)).max(1_000);

/** What can be changed while Wingman runs. */
export const configSchema = z
  .strictObject({
    /** Off: no new bids; agreements go on. */
    bidding: z.boolean(),
    /** Numbers of the models to bid for; empty takes those that are offered on chain. One that is new here is loaded. */
    models: z.array(z.int().nonnegative()).max(256),
    ...pricingRulesShape,
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
  .superRefine((config, context) => {
    checkPricingRules(config, context);
    const { filters } = config;
    if (filters.minInferences > filters.maxInferences) {
      context.addIssue({
        code: 'custom',
        path: ['filters', 'minInferences'],
        message: 'is above maxInferences',
      });
    }
  });
export type Config = z.output<typeof configSchema>;

/** A configuration as it was from `at` on. */
export const configVersionSchema = z.strictObject({
  version: z.int().positive(),
  /** Milliseconds since 1970. */
  at: z.int(),
  source: z.enum(['settings', 'rest']),
  config: configSchema,
});
export type ConfigVersion = z.output<typeof configVersionSchema>;
