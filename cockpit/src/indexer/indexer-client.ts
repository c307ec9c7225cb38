import { problemSchema } from '@airo/program';
import type { z } from 'zod';
import { IndexerError } from './indexer-error.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Reads from the indexer; every answer is checked. */
export interface IndexerClient {
  readonly url: string;
  /** @throws IndexerError */
  get<T>(path: string, query: Query, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
}

export function createIndexerClient(url: string, fetch: typeof globalThis.fetch): IndexerClient {
  const base = url.replace(/\/+$/, '');
  return {
    url: base,
    async get(path, query, schema, signal) {
      const at = `${base}${path}${searchOf(query)}`;
      const response = await fetch(at, { signal: signal ?? null }).catch((cause: unknown) => {
        if (signal?.aborted) throw cause;
        throw new IndexerError(
          'INDEXER_UNREACHABLE',
          `no indexer answers at ${base}`,
          { url: at },
          { cause },
        );
      });
      const body: unknown = await response.json().catch(() => undefined);
      const { status } = response;
      if (!response.ok) throw refusal(at, status, body);
      const answer = schema.safeParse(body);
      if (answer.success) return answer.data;
      throw new IndexerError(
        'INDEXER_UNEXPECTED',
        `${base} does not answer as this version's indexer does`,
        { url: at, status },
        { cause: answer.error },
      );
    },
  };
}

function refusal(url: string, status: number, body: unknown): IndexerError {
  const problem = problemSchema.safeParse(body);
  const detail = problem.success ? problem.data.detail : `the indexer answered ${status}`;
  return new IndexerError(status === 404 ? 'INDEXER_NOT_FOUND' : 'INDEXER_REFUSED', detail, { url, status });
}

function searchOf(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
