import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Pager } from './pager.tsx';
import { QueryView } from './query-view.tsx';
import { type Column, Table } from './table.tsx';

const PAGE_ROWS = 25;

/** Which page of a list is asked for. */
export type PageQuery = {
  readonly limit: number;
  readonly cursor: string | undefined;
};

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/**
 * A list of any length, a page of it at a time: ten thousand rows cost as much as one page. Give it a `key` of what it is
 * filtered by, so that another list begins at its first page.
 */
export function PagedTable<Answer extends Page, Key extends QueryKey>({
  what,
  read,
  columns,
  rowKey,
  empty,
  children,
}: {
  /** "providers": what the rows are. */
  what: string;
  read: (page: PageQuery) => UseQueryOptions<Answer, Error, Answer, Key>;
  columns: readonly Column<Answer['items'][number]>[];
  rowKey: (row: Answer['items'][number]) => string | number;
  /** Instead of a list without rows. */
  empty: ReactNode;
  /** Shows the rows in another way than by a table. */
  children?: (rows: Answer['items']) => ReactNode;
}) {
  /** Of the pages up to this one; the first has none. */
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const page = useQuery({
    ...read({ limit: PAGE_ROWS, cursor: cursors.at(-1) }),
    placeholderData: (before: Answer | undefined) => before,
  } as UseQueryOptions<Answer, Error, Answer, Key>);
  return (
    <QueryView query={page} what={what} rows={6}>
      {({ items, next }) => {
        if (items.length === 0 && cursors.length === 0) return empty;
        return (
          <>
            {children ? children(items) : <Table caption={what} {...{ columns, rowKey }} rows={items} />}
            {(cursors.length > 0 || next !== null) && (
              <Pager
                what={what}
                first={cursors.length * PAGE_ROWS + 1}
                shown={items.length}
                back={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
                next={
                  next !== null && !page.isPlaceholderData ? () => setCursors([...cursors, next]) : undefined
                }
              />
            )}
          </>
        );
      }}
    </QueryView>
  );
}
