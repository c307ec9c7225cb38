import { z } from 'zod';
import type { RestContext } from './context.ts';

/** One operation: what it takes, what it gives, and how. OpenAPI and the router are both made of these. */
export interface Route {
  /** As in OpenAPI: `/v1/agreements/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query: z.ZodObject;
  readonly params: z.ZodObject;
  readonly answer: z.ZodType;
  readonly handle: (context: RestContext, input: { query: unknown; params: unknown }) => Promise<unknown>;
}

const none = z.strictObject({});
type None = typeof none;

export function route<Q extends z.ZodObject = None, P extends z.ZodObject = None>(init: {
  path: string;
  summary: string;
  query?: Q;
  params?: P;
  answer: z.ZodType;
  handle: (
    context: RestContext,
    input: { readonly query: z.output<Q>; readonly params: z.output<P> },
  ) => Promise<unknown>;
}): Route {
  const handle = init.handle as Route['handle'];
  return { ...init, query: init.query ?? none, params: init.params ?? none, handle };
}
