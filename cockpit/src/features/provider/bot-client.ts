import { problemSchema } from '@airo/program';
import type { z } from 'zod';
import { BotError } from './bot-error.ts';

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly body?: unknown;
  /** Version of the configuration that a change is made from. */
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
}

/** Of a list: what follows, as the header `Link` has it; null at its end. */
export interface BotPage<T> {
  readonly items: T;
  readonly next: string | null;
}

/** A bot that hangs is told like one that is gone. Its slowest answers are replays of many orders. */
const TIMEOUT_MS = 30_000;

/** One Wingman's REST API with one token. Every answer is checked. */
export interface BotClient {
  readonly url: string;
  /** @throws BotError BOT_UNREACHABLE, BOT_UNEXPECTED, or the bot's own code */
  ask<T>(path: string, schema: z.ZodType<T>, how?: Ask): Promise<T>;
  page<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<BotPage<T>>;
  /** An open answer, for streams. */
  open(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
}

export function createBotClient(
  url: string,
  token: string | null,
  fetch = globalThis.fetch,
  timeoutMs = TIMEOUT_MS,
): BotClient {
  const authorised: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const send = async (path: string, init: RequestInit) => {
    const headers = { ...authorised, ...(init.headers as Record<string, string>) };
    const response = await fetch(`${url}${path}`, { ...init, headers }).catch((cause: unknown) => {
      if (init.signal?.aborted && (cause as Error).name !== 'TimeoutError') throw cause;
      throw new BotError('BOT_UNREACHABLE', `no Wingman answers at ${url}`, { status: null }, { cause });
    });
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
    throw problem.success
      ? new BotError(problem.data.code, problem.data.detail, { status: response.status })
      : unexpected(response.status);
  };
  const unexpected = (status: number, cause?: unknown) =>
    new BotError('BOT_UNEXPECTED', `${url} does not answer as a Wingman does`, { status }, { cause });
  const read = async <T>(path: string, schema: z.ZodType<T>, init: RequestInit) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const response = await send(path, { ...init, signal });
    const answer = schema.safeParse(await response.json().catch(() => undefined));
    if (!answer.success) throw unexpected(response.status, answer.error);
    return { data: answer.data, link: response.headers.get('link') };
  };
  return {
    url,
    async ask(path, schema, { method = 'GET', body, ifMatch, signal } = {}) {
      const { data } = await read(path, schema, {
        method,
        signal: signal ?? null,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return data;
    },
    async page(path, schema, signal) {
      const { data, link } = await read(path, schema, { signal: signal ?? null });
      return { items: data, next: /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1] ?? null };
    },
    open: (path, headers, signal) => send(path, { headers, signal }),
  };
}
