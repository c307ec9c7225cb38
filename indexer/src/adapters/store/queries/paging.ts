import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { IndexerError } from '../../../errors.ts';
import type { Cursor, Page, PageOf } from '../../../ports/index-reader.ts';

/** An order of rows that no two share: values to sort by, the last of them unique among equals. */
export interface Order {
  readonly by: readonly (SQL | PgColumn)[];
  readonly way: 'asc' | 'desc';
  /** What the values are, when not numbers. */
  readonly lastIsText?: boolean;
}

const NUMBER = /^-?\d{1,40}(\.\d+)?$/;

/** Rows after the cursor, one more than asked for: that there is one says that a page follows. */
export function pageOf(order: Order, { limit, after }: PageOf) {
  const way = order.way === 'asc' ? asc : desc;
  return {
    where: after ? beyond(order, after) : undefined,
    orderBy: order.by.map((one) => way(one)),
    limit: limit + 1,
  };
}

export function toPage<R>(
  rows: readonly R[],
  { limit }: { readonly limit: number },
  cursorOf: (row: R) => Cursor,
): Page<R> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** @throws IndexerError CURSOR_INVALID */
function beyond({ by, way, lastIsText = false }: Order, after: Cursor): SQL {
  const values = after.map((value, index) => {
    if (lastIsText && index === by.length - 1) return sql`${String(value)}::text`;
    if (!NUMBER.test(String(value))) throw foreign();
    return sql`${String(value)}::text::numeric`;
  });
  if (values.length !== by.length) throw foreign();
  const [columns, place] = [sql.join([...by], sql`, `), sql.join(values, sql`, `)];
  return way === 'asc' ? sql`(${columns}) > (${place})` : sql`(${columns}) < (${place})`;
}

function foreign(): IndexerError {
  return new IndexerError('CURSOR_INVALID', 'this cursor is of another list: begin without one', {});
}
