import { type AccountId, type ModelId, type OrderId, planck } from '@airo/chain-types';
import { z } from 'zod';
import type { BidContext } from '../../domain/pricing/context.ts';

/** Amounts as decimal text: JSON has no whole numbers of their size. */
const amount = z.string().transform((text) => planck(BigInt(text)));

const bidContextSchema = z.object({
  order: z.int().transform((id) => id as OrderId),
  model: z.int().transform((id) => id as ModelId),
  consumer: z.string().transform((account) => account as AccountId),
  inferences: z.int(),
  durationMs: z.number(),
  award: z.enum(['manual', 'cheapest']),
  maxPrice: amount,
  chainFloor: amount.nullable(),
  royalty: amount,
  commissionPpm: z.int(),
  cheapest: amount.nullable(),
  msPerInference: z.number(),
  utilisation: z.number(),
  queue: z.int(),
  fees: z.object({ perBid: amount, perAgreement: amount, perRequest: amount }),
});

export function toBidContext(json: unknown): BidContext {
  return bidContextSchema.parse(json);
}
