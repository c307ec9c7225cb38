import { z } from 'zod';
import { account, airo, block, count, hash, id, inferences, json, ms, time } from './fields.ts';

export const offerSchema = z
  .strictObject({
    provider: account,
    model: id,
    p50Ms: ms,
    p95Ms: ms,
    perSecond: count,
    maxBatch: count,
    hardware: z.string(),
  })
  .meta({ id: 'Offer' });

export const manifestSummarySchema = z
  .strictObject({
    hash,
    name: z.string().nullable(),
    description: z.string().nullable(),
    license: z.string().nullable(),
    unit: z.string().nullable(),
    tags: z.array(z.string()),
    error: z.string().nullable().meta({ description: 'why the bytes are no manifest' }),
  })
  .meta({ id: 'ManifestSummary' });

export const modelSchema = z
  .strictObject({
    id,
    status: z.enum(['draft', 'listed', 'retired', 'removed']),
    owner: account.nullable(),
    manifest: manifestSummarySchema.nullable().meta({ description: 'null until its bytes were found on Dx' }),
    manifestHash: hash,
    artifact: z.strictObject({ hash, size: z.number().nonnegative() }),
    weightsRoot: hash,
    royalty: airo.meta({ description: 'per inference, of orders placed now' }),
    rise: z.strictObject({ royalty: airo, from: block }).nullable(),
    version: count,
    next: z.strictObject({ version: count, manifest: hash, attestations: count }).nullable(),
    attestations: count,
    parent: z.strictObject({ model: id, share: z.number() }).nullable(),
    registeredBlock: block,
    registeredAt: time,
    orders: count,
    agreements: count,
    sold: inferences,
    units: inferences,
    value: airo,
    royalties: airo.meta({ description: 'of its own inferences' }),
    passedOn: airo.meta({ description: 'of these, to owners of the models that it was made from' }),
    inherited: airo.meta({ description: 'of inferences of models that were made from it' }),
    lastPrice: airo.nullable(),
    prices: z
      .array(z.strictObject({ at: time, price: airo }))
      .meta({ description: 'of its newest agreements, oldest first' }),
    providers: count.meta({ description: 'active ones that offer it' }),
    bestP95Ms: ms.nullable(),
  })
  .meta({ id: 'Model' });

export const modelDetailSchema = modelSchema
  .extend({ offers: z.array(offerSchema), document: json.nullable().meta({ description: 'the manifest' }) })
  .meta({ id: 'ModelDetail' });

export const providerSchema = z
  .strictObject({
    account,
    status: z.enum(['active', 'chilled', 'gone']),
    bond: airo,
    profile: json.nullable(),
    registeredBlock: block,
    registeredAt: time,
    bids: count,
    agreements: count,
    openAgreements: count,
    served: inferences,
    failed: inferences,
    late: inferences,
    successRate: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: 'served of all that it had to answer for; null before the first' }),
    value: airo,
    earned: airo,
    commission: airo,
    compensation: airo,
    slashed: airo,
  })
  .meta({ id: 'Provider' });

export const providerDetailSchema = providerSchema
  .extend({ offers: z.array(offerSchema) })
  .meta({ id: 'ProviderDetail' });
