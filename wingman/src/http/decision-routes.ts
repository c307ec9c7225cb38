import { accountId, modelId } from '@airo/chain-types';
import type { z } from 'zod';
import { ORDER_REASONS, stageOf } from '../domain/order-outcome.ts';
import { decisionQuerySchema, restDecisionCountSchema, restDecisionSchema } from '../schemas/rest.ts';
import { cursorBy, type Route } from './route.ts';
import { decisionView } from './views.ts';

export const DECISION_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/decisions',
    needs: 'viewer',
    cursor: cursorBy<{ order: number }>(({ order }) => order),
    summary: 'Why each order went the way it did, newest first',
    query: decisionQuerySchema,
    answer: restDecisionSchema.array(),
    handle: async ({ store }, { query }) => {
      const { limit, before, stage, reason, model, consumer } = query as z.output<typeof decisionQuerySchema>;
      const filter = {
        stage,
        reason,
        model: model === undefined ? undefined : modelId(model),
        consumer: consumer === undefined ? undefined : accountId(consumer),
      };
      return (await store.decisions({ limit, before: before ?? null }, filter)).map(decisionView);
    },
  },
  {
    method: 'get',
    path: '/v1/decisions/counts',
    needs: 'viewer',
    summary: 'How many orders ended with each reason, most first',
    answer: restDecisionCountSchema.array(),
    handle: async ({ store }) =>
      [...(await store.decisionCounts())]
        .sort(([, a], [, b]) => b - a)
        .map(([reason, orders]) => ({
          reason,
          stage: stageOf(reason),
          meaning: ORDER_REASONS[reason],
          orders,
        })),
  },
];
