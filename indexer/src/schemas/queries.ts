import { z } from 'zod';

const MAX_LIMIT = 500;
const number = z.coerce.number().int().nonnegative();
/** An account by its SS58 address; one that nobody has is one about which nothing is known. */
export const addressSchema = z
  .string()
  .regex(
    /^[1-9A-HJ-NP-Za-km-z]{46,50}$/,
    'an address is SS58, for example 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  );

export const limitSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(50),
});
export const pageQuerySchema = limitSchema.extend({
  cursor: z.string().min(1).max(300).optional().meta({ description: '`next` of the page before' }),
});
export const idParamsSchema = z.strictObject({ id: number.max(4_294_967_295) });
export const accountParamsSchema = z.strictObject({ account: addressSchema });

const parties = {
  model: number.max(4_294_967_295).optional(),
  consumer: addressSchema.optional(),
  provider: addressSchema.optional(),
};

export const modelsQuerySchema = pageQuerySchema.extend({
  search: z.string().min(1).max(100).optional().meta({ description: 'in name, description and tags' }),
  status: z.enum(['draft', 'listed', 'retired', 'removed']).optional(),
  owner: addressSchema.optional(),
  tag: z.string().min(1).max(32).optional(),
  parent: parties.model,
  sort: z.enum(['newest', 'cheapest', 'royalty', 'sold', 'value', 'fastest']).default('newest'),
});
export const providersQuerySchema = pageQuerySchema.extend({
  status: z.enum(['active', 'chilled', 'gone']).optional(),
  model: parties.model.meta({ description: 'those that offer it' }),
  sort: z.enum(['newest', 'bond', 'served', 'earned', 'agreements']).default('newest'),
});
export const ordersQuerySchema = pageQuerySchema.extend({
  ...parties,
  state: z.enum(['open', 'awarded', 'cancelled', 'expired']).optional(),
});
export const agreementsQuerySchema = pageQuerySchema.extend({
  ...parties,
  state: z.enum(['open', 'closed']).optional(),
});
export const requestsQuerySchema = pageQuerySchema.extend({
  state: z.enum(['open', 'answered', 'demanded', 'failed', 'timedOut', 'paid']).optional(),
});
export const paymentsQuerySchema = pageQuerySchema.extend({
  ...parties,
  agreement: parties.model,
  owner: addressSchema.optional().meta({ description: 'owner of the model then' }),
});
export const activityFilterSchema = z.strictObject({
  block: parties.model,
  account: addressSchema.optional(),
  model: parties.model,
  order: parties.model,
  agreement: parties.model,
  type: z
    .string()
    .regex(/^[a-z]+(\.[A-Za-z]+)?$/, 'a pallet, or a pallet and its event: marketplace.OrderPlaced')
    .optional(),
});
export const activityQuerySchema = pageQuerySchema.extend(activityFilterSchema.shape);
export const searchQuerySchema = z.strictObject({ q: z.string().trim().min(1).max(100) });

export const BUCKETS = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;
const time = z.coerce.number().int().nonnegative().max(8.64e15);
const steps = {
  bucket: z.enum(['minute', 'hour', 'day', 'week']).default('day'),
  from: time.optional().meta({ description: 'milliseconds since 1970; by default 500 steps before `to`' }),
  to: time.optional().meta({ description: 'milliseconds since 1970, exclusive; by default after the head' }),
};
export const incomeQuerySchema = z.strictObject({ model: parties.model, ...steps });
export const seriesQuerySchema = z.strictObject({
  ...parties,
  owner: addressSchema.optional().meta({ description: 'owner of the models when they were paid' }),
  ...steps,
});
