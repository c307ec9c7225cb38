import type { ChainClient } from '@airo/chain-types/model';
import { queryOptions, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext } from 'react';

const ChainContext = createContext<string | null>(null);

/** Nothing is loaded yet: the chain's client weighs more than all else together. */
export function ChainProvider({ url, children }: { url: string; children: ReactNode }) {
  return <ChainContext value={url}>{children}</ChainContext>;
}

function chainQuery(url: string) {
  return queryOptions<ChainClient>({
    queryKey: ['chain', url],
    queryFn: async () => (await import('./connect.ts')).connect(url),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    // Connecting waits for the node by itself.
    retry: false,
  });
}

function useChainUrl(): string {
  const url = useContext(ChainContext);
  if (url === null) throw new TypeError('useChain needs a ChainProvider around it');
  return url;
}

/** The connected client, for views that show the chain's present state; loads it. It mends lost connections itself. */
export function useChain(): UseQueryResult<ChainClient> {
  return useQuery(chainQuery(useChainUrl()));
}

/** For what begins with a click: connects when called. Rejects with ChainError CHAIN_UNAVAILABLE. */
export function useConnect(): () => Promise<ChainClient> {
  const url = useChainUrl();
  const queries = useQueryClient();
  return useCallback(() => queries.ensureQueryData(chainQuery(url)), [queries, url]);
}
