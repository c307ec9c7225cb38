import type { z } from 'zod';
import {
  botEventSchema,
  eventStreamQuerySchema,
  LEVEL_NUMBERS,
  logLineSchema,
  logStreamQuerySchema,
} from '../schemas/rest-events.ts';
import type { RestContext } from './context.ts';
import type { Stream } from './event-stream.ts';
import type { Route } from './route.ts';

type Source = Pick<Stream, 'recent' | 'tail' | 'follow' | 'render'>;

/** An operation that answers with events for as long as its reader stays. */
export interface StreamRoute extends Omit<Route, 'handle'> {
  readonly source: (context: RestContext, query: unknown) => Source;
}

const HOW =
  'each event has an `id`; who comes back with it as `Last-Event-ID` misses none, or is told so by an event `gap`';

export const STREAM_ROUTES: readonly StreamRoute[] = [
  {
    method: 'get',
    path: '/v1/events/stream',
    needs: 'viewer',
    stream: true,
    summary: `What happens, as it happens; ${HOW}`,
    query: eventStreamQuerySchema,
    answer: botEventSchema,
    source: ({ events }, query) => {
      const { tail, follow, kinds } = query as z.output<typeof eventStreamQuerySchema>;
      const render = (sequence: number) => {
        const event = events.at(sequence);
        const isWanted = event && (kinds?.includes(event.kind) ?? true);
        return isWanted ? { event: event.kind, data: JSON.stringify(event) } : null;
      };
      return { recent: events, tail, follow, render };
    },
  },
  {
    method: 'get',
    path: '/v1/logs/stream',
    needs: 'operator',
    stream: true,
    summary: `The log, as it is written; ${HOW}`,
    query: logStreamQuerySchema,
    answer: logLineSchema,
    source: ({ logs }, query) => {
      const { tail, follow, level } = query as z.output<typeof logStreamQuerySchema>;
      const least = LEVEL_NUMBERS[level];
      const render = (sequence: number) => {
        const line = logs.at(sequence);
        return line !== undefined && levelOf(line) >= least ? { event: 'log', data: line } : null;
      };
      return { recent: logs, tail, follow, render };
    },
  },
];

/** pino writes the level first; a line that isn't so is shown to all. */
function levelOf(line: string): number {
  return Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? LEVEL_NUMBERS.fatal);
}
