import type { ChainClient } from '@airo/chain-types/model';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useConnect } from './chain-context.tsx';

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
  const connect = useConnect();
  return useQuery<T>({
    queryKey: ['chain-value', ...key],
    // A chain that was away when the page was opened is found by one of the next readings.
    queryFn: async () => read(await connect()),
    retry: false,
    refetchInterval: everyMs,
    structuralSharing: false,
  });
}
