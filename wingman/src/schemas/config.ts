import { z } from 'zod';
import { amountSchema } from './amount.ts';
import { checkPricingRules, pricingRulesShape } from './pricing.ts';

const accounts = z.array(z.string().min(1).max(64)).max(1_000);

const openLimits = {
  /** Orders that are considered or bid on at once. */
  openOrders: z.int().positive().max(1_000_000).nullable().default(null),
  /** Agreements and bids that may become one. */
  openAgreements: z.int().positive().max(1_000_000).nullable().default(null),
};

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
    /** When to stop bidding because of one's own failures. What was won is served on. */
    breaker: z
      .strictObject({
        /** Failures and time-outs of one model, within the window, that stop bids for it. */
        faults: z.int().positive().max(1_000).default(5),
        /** Of all models together, that stop all bids. A slash does so alone. */
        faultsOverall: z.int().positive().max(1_000).default(20),
        windowS: z.int().positive().max(604_800).default(600),
        /** After so long one bid is tried; null waits for a reset by hand. */
        coolDownS: z.int().positive().max(604_800).nullable().default(900),
      })
      .prefault({}),
    /** Limits at which no bids are made; null sets none. */
    budget: z
      .strictObject({
        /** AIRO, in a day of UTC. */
        feesPerDay: amountSchema.nullable().default(null),
        /** AIRO: bond behind bids and agreements, and deposits. */
        locked: amountSchema.nullable().default(null),
        ...openLimits,
        /** By model number; each counts beside the general ones. */
        perModel: z
          .record(z.string().regex(/^\d+$/, 'a model is named by its number'), z.strictObject(openLimits))
          .default({}),
      })
      .prefault({}),
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
