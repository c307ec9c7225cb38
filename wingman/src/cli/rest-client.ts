import type { z } from 'zod';
import { restProblemSchema } from '../schemas/rest.ts';
import { CliError } from './errors.ts';

/** Where a running Wingman is. */
export interface RestFlags {
  readonly url: string;
  readonly token?: string | undefined;
}

/** One operation of a running Wingman's REST API. @throws CliError CLI_UNREACHABLE, CLI_REFUSED */
export async function askRest<T>(
  { url, token }: RestFlags,
  operation: {
    readonly method?: 'POST' | 'PATCH';
    readonly path: string;
    readonly body?: unknown;
    readonly ifMatch?: string;
  },
  schema: z.ZodType<T>,
): Promise<T> {
  const { method = 'GET', path, body, ifMatch } = operation;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(new URL(path, url), { method, headers, ...sent }).catch((cause) => {
    throw new CliError('CLI_UNREACHABLE', `no Wingman answers at ${url}: is it running?`, {}, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return schema.parse(answer);
  const problem = restProblemSchema.safeParse(answer);
  throw new CliError('CLI_REFUSED', `${url} answered: ${problem.data?.detail ?? response.status}`, {});
}
