import { useState } from 'react';
import { Pager } from './pager.tsx';
import { type Column, Table } from './table.tsx';

const PAGE_ROWS = 50;

/** Rows that are all in memory, a page of them at a time: ten thousand cost the browser no more than one page. */
export function PagedRows<Row>({
  what,
  rows,
  ...table
}: {
  /** "answers": what the rows are. */
  what: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string | number;
}) {
  const [first, setFirst] = useState(0);
  // Fewer rows than before: back to where there are some.
  const from = first < rows.length ? first : 0;
  const shown = rows.slice(from, from + PAGE_ROWS);
  const to = (row: number) => () => setFirst(row);
  return (
    <>
      <Table caption={what} rows={shown} {...table} />
      {rows.length > PAGE_ROWS && (
        <Pager
          what={what}
          first={from + 1}
          shown={shown.length}
          back={from > 0 ? to(from - PAGE_ROWS) : undefined}
          next={from + PAGE_ROWS < rows.length ? to(from + PAGE_ROWS) : undefined}
        />
      )}
    </>
  );
}
