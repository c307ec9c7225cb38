import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState, LoadingState } from './state.tsx';

/**
 * A view of what is read: loading, failed, or there. What is there stays on the page while reading it anew fails: the bar
 * above all pages tells that.
 * @param what "bids": for screen readers
 */
export function QueryView<T>({
  query,
  what,
  rows,
  children,
}: {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  what: string;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <LoadingState what={what} {...(rows === undefined ? {} : { rows })} />;
}
