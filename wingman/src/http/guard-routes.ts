import { modelId } from '@airo/chain-types';
import type { z } from 'zod';
import { formatAiro } from '../domain/amount.ts';
import { WINGMAN_ERRORS, WingmanError } from '../errors.ts';
import type { BiddingMode } from '../pipeline/guard/bot-control.ts';
import { numberedAlertSchema, restAlertSchema } from '../schemas/alerts.ts';
import { pageQuerySchema } from '../schemas/rest.ts';
import {
  drainBodySchema,
  noBodySchema,
  resetBreakerBodySchema,
  restBreakerSchema,
  restBudgetSchema,
  restControlSchema,
} from '../schemas/rest-guard.ts';
import type { RestContext } from './context.ts';
import { cursorBy, pageOf, type Route } from './route.ts';

type ControlView = z.input<typeof restControlSchema>;

/** Whether it bids, and whether it can be stopped without harm. */
export async function controlView({ guard, left }: RestContext): Promise<ControlView> {
  const { orders, agreements } = await left();
  const { mode, since, stops } = guard.control.current;
  const safeToStop = mode !== 'running' && orders + agreements === 0;
  return { mode, since, stops, openOrders: orders, openAgreements: agreements, safeToStop };
}

function breakersView({ guard }: RestContext): z.input<typeof restBreakerSchema>[] {
  return guard.breaker.list().map(([key, state]) => ({
    model: key === 'all' ? null : key,
    state: state.state,
    since: state.state === 'closed' ? null : state.since,
    until: state.state === 'open' ? state.until : null,
    faults: [...state.faults],
  }));
}

function modeRoute(word: 'pause' | 'resume', mode: BiddingMode, summary: string): Route {
  return {
    method: 'post',
    path: `/v1/${word}`,
    needs: 'operator',
    writes: true,
    summary,
    body: noBodySchema,
    answer: restControlSchema,
    handle: async (context) => {
      await context.guard.control.set(mode);
      return controlView(context);
    },
  };
}

export const GUARD_ROUTES: readonly Route[] = [
  modeRoute(
    'pause',
    'paused',
    'No new bids, over restarts too; bids that stand may still win, agreements are served',
  ),
  modeRoute('resume', 'running', 'Bids again'),
  {
    method: 'post',
    path: '/v1/drain',
    needs: 'operator',
    writes: true,
    summary: 'No new bids; when nothing is left the process ends with code 0, unless it is to stay',
    body: drainBodySchema,
    answer: restControlSchema,
    handle: async (context, { body }) => {
      await context.guard.control.set('draining', (body as z.output<typeof drainBodySchema>).stop);
      return controlView(context);
    },
  },
  {
    method: 'get',
    path: '/v1/budget',
    needs: 'viewer',
    summary: 'What is spent and bound; the limits are in the configuration',
    answer: restBudgetSchema,
    handle: async ({ guard }) => {
      const { feesToday, locked, agreements, orders } = guard.budget.use;
      return {
        feesToday: formatAiro(feesToday),
        locked: formatAiro(locked),
        openAgreements: agreements.length,
        openOrders: orders.size,
      };
    },
  },
  {
    method: 'get',
    path: '/v1/alerts',
    needs: 'viewer',
    cursor: cursorBy<{ number: number }>(({ number }) => number),
    summary: 'Alerts, newest first, and whether they arrived',
    query: pageQuerySchema,
    answer: numberedAlertSchema.array(),
    handle: ({ store }, { query }) => store.alerts(pageOf(query)),
  },
  {
    method: 'post',
    path: '/v1/alerts/test',
    needs: 'operator',
    writes: true,
    summary: 'Sends an alert now, and tells whether it arrived',
    body: noBodySchema,
    answer: restAlertSchema,
    handle: async ({ alerts }) => {
      const sent = await alerts.test();
      if (sent) return sent;
      throw new WingmanError('ALERTS_OFF', WINGMAN_ERRORS.ALERTS_OFF, {});
    },
  },
  {
    method: 'get',
    path: '/v1/breaker',
    needs: 'viewer',
    summary: 'The circuit breakers of all and of each model, with the faults that they count',
    answer: restBreakerSchema.array(),
    handle: async (context) => breakersView(context),
  },
  {
    method: 'post',
    path: '/v1/breaker/reset',
    needs: 'operator',
    writes: true,
    summary: 'Closes the breaker of a model, or every one',
    body: resetBreakerBodySchema,
    answer: restBreakerSchema.array(),
    handle: async (context, { body }) => {
      const { model } = body as z.output<typeof resetBreakerBodySchema>;
      await context.guard.breaker.reset(model === undefined ? null : modelId(model));
      return breakersView(context);
    },
  },
];
