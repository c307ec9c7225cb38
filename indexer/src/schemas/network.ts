import { z } from 'zod';
import { modelSchema } from './catalogue.ts';
import { account, airo, block, count, hash, id, inferences, json, ms, time } from './fields.ts';
import { agreementSchema, orderSchema } from './market.ts';

/** A page of a list. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: '`cursor` of the next page; null when nothing follows' }),
  });

export const headSchema = z
  .strictObject({ number: block, hash, at: time, genesis: hash })
  .meta({ id: 'Head', description: 'the last finalised block in the index' });

export const statusSchema = z
  .strictObject({
    ok: z.boolean(),
    reasons: z.array(z.string()),
    head: headSchema.nullable(),
    node: z
      .strictObject({ best: block, finalised: block })
      .nullable()
      .meta({ description: 'where the node is; null when it does not answer' }),
  })
  .meta({ id: 'Status' });

export const statsSchema = z
  .strictObject({
    head: headSchema.nullable(),
    blockTimeMs: ms.nullable().meta({ description: 'mean over the last hundred blocks' }),
    models: count,
    listedModels: count,
    providers: count,
    activeProviders: count,
    bonded: airo,
    slashed: airo,
    orders: count,
    openOrders: count,
    bids: count,
    agreements: count,
    openAgreements: count,
    requests: count,
    sold: inferences,
    units: inferences.meta({ description: 'paid inferences' }),
    value: airo,
    earned: airo,
    royalties: airo,
    commissions: airo,
  })
  .meta({ id: 'Stats' });

export const seriesPointSchema = z
  .strictObject({
    at: time,
    orders: count,
    agreements: count,
    sold: inferences,
    price: airo
      .nullable()
      .meta({ description: 'mean price of an inference in the agreements, by inferences' }),
    lowest: airo.nullable(),
    highest: airo.nullable(),
    units: inferences,
    value: airo,
    earned: airo,
    royalty: airo,
    commission: airo,
  })
  .meta({ id: 'SeriesPoint' });

export const seriesSchema = z
  .strictObject({ bucketMs: ms, from: time, to: time, points: z.array(seriesPointSchema) })
  .meta({ id: 'Series', description: 'steps in which something happened, oldest first' });

export const incomeSchema = z
  .strictObject({
    bucketMs: ms,
    from: time,
    to: time,
    points: z.array(
      z.strictObject({
        at: time,
        model: id,
        units: inferences.meta({ description: 'paid inferences of the model itself' }),
        own: airo.meta({ description: 'of these, less what went on to the models that it was made from' }),
        inherited: airo.meta({ description: 'of inferences of models that were made from it' }),
      }),
    ),
  })
  .meta({ id: 'Income', description: 'steps and models with any, oldest first' });

export const parametersSchema = z
  .strictObject({ models: json, providers: json, marketplace: json, execution: json })
  .meta({
    id: 'Parameters',
    description: 'by pallet; money in AIRO, times in blocks, shares in parts per million (`…Ppm`)',
  });

export const treasurySchema = z
  .strictObject({
    account,
    free: airo.nullable().meta({ description: 'at the head; null when the node can not say' }),
    commissions: airo,
  })
  .meta({ id: 'Treasury' });

export const accountSchema = z
  .strictObject({
    account,
    models: count,
    royalties: airo.meta({ description: 'that it got, for its own models and those made from them' }),
    orders: count,
    openOrders: count,
    agreements: count,
    openAgreements: count,
    units: inferences,
    spent: airo,
    isProvider: z.boolean(),
    money: z
      .strictObject({
        free: airo,
        orders: airo,
        agreements: airo,
        bonds: airo,
        challenges: airo,
        claimable: airo,
      })
      .nullable()
      .meta({ description: 'by purpose, at the head; null when the node can not say' }),
  })
  .meta({ id: 'Account' });

export const activitySchema = z
  .strictObject({
    block,
    position: count,
    at: time,
    extrinsic: count.nullable(),
    type: z.string().meta({ example: 'marketplace.OrderPlaced' }),
    model: id.nullable(),
    order: id.nullable(),
    agreement: id.nullable(),
    request: id.nullable(),
    data: json,
  })
  .meta({ id: 'Activity' });

export const blockSchema = z.strictObject({ number: block, hash, at: time }).meta({ id: 'Block' });

export const searchSchema = z
  .strictObject({
    models: z.array(modelSchema),
    orders: z.array(orderSchema),
    agreements: z.array(agreementSchema),
    account: account.nullable().meta({ description: 'the text itself, when it is an address' }),
  })
  .meta({ id: 'Search' });

/** The line that the indexer prints on stdout when its API answers. */
export const readyEventSchema = z.strictObject({
  event: z.literal('ready'),
  restUrl: z.url(),
  metricsUrl: z.url(),
});
export type ReadyEvent = z.output<typeof readyEventSchema>;
