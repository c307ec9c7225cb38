import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../components/state.tsx';
import type { BotPage } from './bot-client.ts';

/** A list of the bot's, page by page. */
export function PagedList<T>({
  query,
  what,
  empty,
  children,
}: {
  query: UseInfiniteQueryResult<InfiniteData<BotPage<T[]>>>;
  what: string;
  empty: readonly [title: string, advice: string];
  children: (items: readonly T[]) => ReactNode;
}) {
  const { data, error } = query;
  if (data === undefined) {
    if (error) return <ErrorState error={error} retry={() => void query.refetch()} />;
    return <LoadingState what={what} rows={5} />;
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState title={empty[0]}>{empty[1]}</EmptyState>;
  return (
    <>
      {children(items)}
      {query.hasNextPage && (
        <div>
          <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            More {what}
          </Button>
        </div>
      )}
    </>
  );
}
