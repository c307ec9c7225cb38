import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { createIndexerClient } from './indexer-client.ts';
import { type IndexerQueries, indexerQueries } from './indexer-queries.ts';

const IndexerContext = createContext<IndexerQueries | null>(null);

export function IndexerProvider({ url, children }: { url: string; children: ReactNode }) {
  const queries = useMemo(
    () => indexerQueries(createIndexerClient(url, (...request) => fetch(...request))),
    [url],
  );
  return <IndexerContext value={queries}>{children}</IndexerContext>;
}

/** What can be read from the indexer, as options for `useQuery` and `useInfiniteQuery`. */
export function useIndexer(): IndexerQueries {
  const queries = useContext(IndexerContext);
  if (!queries) throw new TypeError('useIndexer needs an IndexerProvider around it');
  return queries;
}
