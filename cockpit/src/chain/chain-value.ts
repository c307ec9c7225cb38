import type { ChainClient } from '@airo/chain-types/model';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useChain } from './chain-context.tsx';

const EVERY_MS = 3_000;

/**
 * Something of the chain's present state, read again with every look.
 * @param key what tells it from others, JSON-able
 * @param everyMs time between two readings; by default a block's
 */
export function useChainValue<T>(
  key: readonly unknown[],
  read: (chain: ChainClient) => Promise<T>,
  everyMs = EVERY_MS,
): UseQueryResult<T> {
  const chain = useChain();
  return useQuery<T>({
    queryKey: ['chain-value', ...key],
    queryFn: async () => {
      // A chain that was away when the page was opened may be there by now.
      const client = chain.data ?? (await chain.refetch({ throwOnError: true })).data;
      return read(client as ChainClient);
    },
    enabled: chain.data !== undefined || chain.error !== null,
    refetchInterval: everyMs,
    structuralSharing: false,
  });
}
