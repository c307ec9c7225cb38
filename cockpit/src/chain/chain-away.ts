import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

/** Whether the page shows something of the chain's present state that could not be read anew just now. */
export function useChainAway(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    useCallback((listener) => cache.subscribe(notifyManager.batchCalls(listener)), [cache]),
    () =>
      cache
        .findAll({ queryKey: ['chain-value'], type: 'active' })
        .some(({ state }) => (state.error as { code?: string } | null)?.code === 'CHAIN_UNAVAILABLE'),
  );
}
