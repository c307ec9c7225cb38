import { QueryClient } from '@tanstack/react-query';

/** The event stream says when something is stale; without it, a look at the page after this time reads anew. */
const STALE_MS = 15_000;
const RETRIES = 2;
const LASTING = new Set(['INDEXER_NOT_FOUND', 'INDEXER_REFUSED', 'INDEXER_UNEXPECTED']);

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // Servers on this machine answer without any network.
        networkMode: 'always',
        retry: (count, error) => count < RETRIES && !LASTING.has((error as { code?: string }).code ?? ''),
      },
    },
  });
}
