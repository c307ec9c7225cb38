import { z } from 'zod';

/** Money over REST is AIRO in decimal: exact, 12 places at most. */
const airo = z.string().meta({ description: 'AIRO in decimal, exact', example: '0.01' });
const id = z.int().nonnegative();
const inferences = z.int().nonnegative().meta({ description: 'inferences (units)' });
const count = z.int().nonnegative();
const account = z.string().meta({ description: 'SS58 address, prefix 42' });
const block = z.int().nonnegative().meta({ description: 'number of a finalised block' });
const time = z.int().nonnegative().meta({ description: 'milliseconds since 1970; 0 at genesis' });
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const ms = z.number().nonnegative().meta({ description: 'milliseconds' });
const json = z.record(z.string(), z.unknown());

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
    royalties: airo,
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

const orderState = z.enum(['open', 'awarded', 'cancelled', 'expired']);

export const orderSchema = z
  .strictObject({
    id,
    consumer: account,
    model: id,
    inferences,
    maxPrice: airo,
    bidsUntil: block,
    award: z.enum(['manual', 'cheapest']),
    barred: account.nullable(),
    terms: json.nullable(),
    placedBlock: block,
    placedAt: time,
    state: orderState,
    bids: count,
    bestBid: airo.nullable(),
    agreement: id.nullable(),
    provider: account.nullable(),
    price: airo.nullable(),
    refunded: airo.nullable(),
    endedBlock: block.nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: 'Order' });

export const bidSchema = z
  .strictObject({
    order: id,
    provider: account,
    price: airo,
    firstPrice: airo,
    maxOpen: count,
    creditWindow: count,
    counter: airo.nullable().meta({ description: 'what the consumer would have it at' }),
    state: z.enum(['live', 'evicted', 'won', 'lost']),
    placedBlock: block,
    placedAt: time,
    changedBlock: block,
  })
  .meta({ id: 'Bid' });

export const orderDetailSchema = orderSchema
  .extend({ bidList: z.array(bidSchema).meta({ description: 'cheapest first' }) })
  .meta({ id: 'OrderDetail' });

export const agreementSchema = z
  .strictObject({
    id,
    order: id,
    consumer: account,
    provider: account,
    model: id,
    price: airo,
    inferences,
    remaining: inferences.meta({ description: 'neither paid nor failed, refused, ordered again' }),
    expires: block,
    closesAfter: block.nullable(),
    terms: json.nullable(),
    openedBlock: block,
    openedAt: time,
    state: z.enum(['open', 'closed']),
    requests: count,
    unanswered: count,
    paidOnChain: inferences,
    redeemed: inferences,
    failed: inferences,
    late: inferences,
    refused: inferences,
    reopened: inferences,
    reopenedAs: id.nullable(),
    providerPaid: airo,
    royaltyPaid: airo,
    commissionPaid: airo,
    refunded: airo,
    compensation: airo,
    forfeited: airo.nullable(),
    closeOfferedBy: account.nullable(),
    closedBlock: block.nullable(),
    closedAt: time.nullable(),
  })
  .meta({ id: 'Agreement' });

export const requestSchema = z
  .strictObject({
    agreement: id,
    index: id,
    payload: hash,
    payloadSize: z.number(),
    units: inferences,
    deadline: block,
    postedBlock: block,
    postedAt: time,
    state: z.enum(['open', 'answered', 'demanded', 'failed', 'timedOut', 'paid']),
    response: hash.nullable(),
    responseSize: z.number().nullable(),
    answeredBlock: block.nullable(),
    answeredAt: time.nullable(),
    due: block.nullable(),
    demandedUntil: block.nullable(),
    failCode: z.string().nullable(),
    endedBlock: block.nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: 'Request' });

export const paymentSchema = z
  .strictObject({
    block,
    position: count,
    at: time,
    kind: z.enum(['settled', 'redeemed']),
    agreement: id,
    model: id,
    owner: account.nullable(),
    provider: account,
    consumer: account,
    units: inferences,
    providerShare: airo,
    royalty: airo,
    commission: airo,
  })
  .meta({ id: 'Payment' });

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
    royalties: airo,
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

export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
  })
  .meta({ id: 'Problem' });

/** The line that the indexer prints on stdout when its API answers. */
export const readyEventSchema = z.strictObject({
  event: z.literal('ready'),
  restUrl: z.url(),
  metricsUrl: z.url(),
});
export type ReadyEvent = z.output<typeof readyEventSchema>;
