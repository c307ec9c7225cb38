import type { z } from 'zod';
import type { Caller } from '../ports/access-tokens.ts';
import type { Page } from '../ports/store.ts';
import type { pageQuerySchema } from '../schemas/rest.ts';
import type { Role } from '../schemas/roles.ts';
import type { RestContext } from './context.ts';

/** One operation: what it takes, what it gives, and how. OpenAPI and the router are both made of these. */
export interface Route {
  readonly method: 'get' | 'patch' | 'post';
  /** As in OpenAPI: `/v1/agreements/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Who may call it. */
  readonly needs: Role;
  /** Whether it is a change of what `If-Match` names. */
  readonly takesIfMatch?: true;
  /** Whether it answers with server-sent events, each as `answer` says. */
  readonly stream?: true;
  /** Whether it answers with an archive. */
  readonly archive?: true;
  /** Whether it may change something, and so is kept in the audit log. */
  readonly writes?: true;
  /** Of a list that goes on: the cursor of what follows an item. Without it the list is whole. */
  readonly cursor?: ListCursor;
  readonly handle: (context: RestContext, input: RouteInput) => Promise<unknown>;
}

/** `before` counts down from the newest, `after` up. */
export interface ListCursor {
  readonly parameter: 'before' | 'after';
  readonly of: (item: unknown) => number;
}

/** The cursor of a list of `Item`s. */
export function cursorBy<Item>(
  of: (item: Item) => number,
  parameter: ListCursor['parameter'] = 'before',
): ListCursor {
  return { parameter, of: of as (item: unknown) => number };
}

/** Parsed by the route's schemas. */
export interface RouteInput {
  readonly query: unknown;
  readonly params: unknown;
  readonly body: unknown;
  /** Versions that `If-Match` names; `any` for `*`, null without one. */
  readonly ifMatch: readonly number[] | 'any' | null;
  readonly caller: Caller;
}

type PageQuery = z.output<typeof pageQuerySchema>;
export const pageOf = (query: unknown): Page => {
  const { limit, before } = query as PageQuery;
  return { limit, before: before ?? null };
};
