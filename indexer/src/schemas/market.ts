import { z } from 'zod';
import { account, airo, block, count, hash, id, inferences, json, time } from './fields.ts';

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
    passedOn: airo.meta({ description: 'of the royalty, to owners of the models that it was made from' }),
    commission: airo,
  })
  .meta({ id: 'Payment' });
