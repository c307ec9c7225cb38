import { problemSchema } from '@airo/program';
import type { z } from 'zod';
import { CliError } from './errors.ts';

/** Where a running Wingman is. */
export interface RestFlags {
  readonly url: string;
  readonly token?: string | undefined;
}

interface Operation {
  readonly method?: 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
  /** Of a stream that is come back to. */
  readonly lastEventId?: string;
}

/** One operation of a running Wingman's REST API. @throws CliError CLI_UNREACHABLE, CLI_REFUSED */
export async function askRest<T>(flags: RestFlags, operation: Operation, schema: z.ZodType<T>): Promise<T> {
  const response = await openRest(flags, operation);
  return schema.parse(await response.json().catch(() => null));
}

/** The same, with the answer as it comes. @throws CliError CLI_UNREACHABLE, CLI_REFUSED */
export async function openRest({ url, token }: RestFlags, operation: Operation): Promise<Response> {
  const { method = 'GET', path, body, ifMatch, lastEventId = '' } = operation;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(new URL(path, url), { method, headers, ...sent }).catch((cause) => {
    throw new CliError('CLI_UNREACHABLE', `no Wingman answers at ${url}: is it running?`, {}, { cause });
  });
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(answer);
  throw new CliError('CLI_REFUSED', `${url} answered: ${problem.data?.detail ?? response.status}`, {});
}
