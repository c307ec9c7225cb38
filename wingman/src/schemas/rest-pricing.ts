import { z } from 'zod';
import { amountSchema, priceSchema } from './amount.ts';
import { pricingRulesShape } from './pricing.ts';

const MAX_REPLAYED = 5_000;
const airo = z.string().meta({ description: 'AIRO in decimal, exact', example: '0.01' });
const id = z.int().nonnegative();
const share = z.number().min(0).max(1);

const usd = z
  .strictObject({
    rate: z.string().meta({ description: 'US dollars per AIRO' }),
    at: z.int().meta({ description: 'when it was read, in milliseconds since 1970' }),
  })
  .nullable();

/** Rules to try in place of those in force. Each that is left out stays as it is. */
const toTry = {
  pricing: pricingRulesShape.pricing.optional(),
  floor: pricingRulesShape.floor.optional(),
  overrides: pricingRulesShape.overrides.unwrap().optional(),
};

export const restPricingSchema = z
  .strictObject({ version: z.int().positive(), ...pricingRulesShape, usd })
  .meta({ id: 'Pricing' });

export const previewBodySchema = z
  .strictObject({
    ...toTry,
    model: id,
    consumer: z.string().max(64).default(''),
    inferences: z.int().positive().max(1_000_000).default(100),
    duration: z.int().positive().max(1_000_000).default(200).meta({ description: 'blocks' }),
    maxPrice: amountSchema.optional(),
    cheapest: amountSchema.optional().meta({ description: 'best bid of somebody else' }),
    utilisation: share.optional().meta({ description: 'default: as it is now' }),
    queue: z.int().nonnegative().optional().meta({ description: 'default: as it is now' }),
  })
  .meta({ id: 'PricingPreviewRequest' });

export const restPreviewSchema = z
  .strictObject({
    bids: z.boolean(),
    price: airo.nullable(),
    reason: z.string().nullable(),
    detail: z.string(),
    rule: z.string().meta({ description: 'default, or the override that counts' }),
    strategy: z.string(),
    leaves: airo.nullable().meta({ description: 'of the price, after royalty and commission' }),
    chainFloor: airo.nullable(),
    royalty: airo,
    commissionPpm: z.int(),
    msPerInference: z.number(),
    utilisation: share,
    queue: z.int(),
  })
  .meta({ id: 'PricingPreview' });

export const replayBodySchema = z
  .strictObject({
    ...toTry,
    last: z.int().positive().max(MAX_REPLAYED).default(1_000).meta({ description: 'orders that ended' }),
    model: id.optional(),
    perHour: priceSchema.optional().meta({
      description:
        'price of an hour of the machine, for the costs (default: that of costPlus, if it is in the rules)',
    }),
  })
  .meta({ id: 'PricingReplayRequest' });

export const restReplaySchema = z
  .strictObject({
    orders: z.int(),
    bids: z.int(),
    won: z.int(),
    inferences: z.int(),
    revenue: airo,
    royaltyAndCommission: airo,
    costs: airo,
    margin: airo,
    utilisation: z.strictObject({ mean: z.number(), peak: z.number() }),
    refused: z.record(z.string(), z.int()),
    actual: z.strictObject({ won: z.int(), revenue: airo }).meta({ description: 'what really happened' }),
  })
  .meta({ id: 'PricingReplay' });
