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
    queryFn: () => {
      if (chain.error) throw chain.error;
      return read(chain.data as ChainClient);
    },
    enabled: chain.data !== undefined || chain.error !== null,
    refetchInterval: everyMs,
    structuralSharing: false,
  });
}
