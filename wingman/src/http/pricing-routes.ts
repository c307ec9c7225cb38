import { accountId, modelId, type Planck } from '@airo/chain-types';
import type { z } from 'zod';
import { formatAiro, parseAiro } from '../domain/amount.ts';
import { preview } from '../pipeline/pricing/preview.ts';
import { replayOrders } from '../pipeline/pricing/replay-orders.ts';
import { rulesToTry } from '../pipeline/pricing/try-rules.ts';
import type { PricingRules } from '../schemas/pricing.ts';
import {
  previewBodySchema,
  replayBodySchema,
  restPreviewSchema,
  restPricingSchema,
  restReplaySchema,
} from '../schemas/rest-pricing.ts';
import { previewView, replayView } from './pricing-views.ts';
import type { Route } from './route.ts';

type RulesToTry = Pick<z.output<typeof previewBodySchema>, 'pricing' | 'floor' | 'overrides'>;

/** What was sent, without the members that weren't. */
function sent({ pricing, floor, overrides }: RulesToTry): Partial<PricingRules> {
  return {
    ...(pricing === undefined ? {} : { pricing }),
    ...(floor === undefined ? {} : { floor }),
    ...(overrides === undefined ? {} : { overrides }),
  };
}

const amount = (text: string | undefined): Planck | null => (text === undefined ? null : parseAiro(text));

export const PRICING_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/pricing',
    needs: 'viewer',
    summary: 'The rules that prices are made by, and what AIRO costs; changed by PATCH /v1/config',
    answer: restPricingSchema,
    handle: async ({ config, usd }) => {
      const { version, config: current } = config.current;
      const { pricing, floor, overrides } = current;
      const rate = usd();
      return {
        version,
        pricing,
        floor,
        overrides,
        usd: rate && { rate: formatAiro(rate.picoUsd), at: rate.at },
      };
    },
  },
  {
    method: 'post',
    path: '/v1/pricing/preview',
    needs: 'viewer',
    summary: 'What would be asked for an order, by the rules in force or by others',
    body: previewBodySchema,
    answer: restPreviewSchema,
    handle: async (context, { body }) => {
      const asked = body as z.output<typeof previewBodySchema>;
      const rules = rulesToTry(context.config.current.config, sent(asked));
      const { model, consumer, inferences, duration, utilisation, queue } = asked;
      return previewView(
        await preview(context, rules, {
          model: modelId(model),
          consumer: accountId(consumer),
          inferences,
          duration,
          maxPrice: amount(asked.maxPrice),
          cheapest: amount(asked.cheapest),
          utilisation: utilisation ?? null,
          queue: queue ?? null,
        }),
      );
    },
  },
  {
    method: 'post',
    path: '/v1/pricing/replay',
    needs: 'viewer',
    summary: 'What rules would have won and earned on the last orders',
    body: replayBodySchema,
    answer: restReplaySchema,
    handle: async ({ config, chain, store, usd }, { body }) => {
      const asked = body as z.output<typeof replayBodySchema>;
      const { config: current } = config.current;
      const rules = rulesToTry(current, sent(asked));
      const ownHour = rules.pricing.strategy === 'costPlus' ? rules.pricing.perHour : null;
      const terms = {
        usd: usd(),
        sellable: current.capacity.utilisation,
        blockTimeMs: chain.constants.blockTimeMs,
        perHour: asked.perHour ?? ownHour,
      };
      const model = asked.model === undefined ? null : modelId(asked.model);
      return replayView(await replayOrders(store, rules, terms, { last: asked.last, model }));
    },
  },
];
