import { z } from 'zod';
import { IndexerError } from '../errors.ts';
import type { Cursor, Page, PageOf } from '../ports/index-reader.ts';

const cursorSchema = z
  .array(z.union([z.string().max(100), z.number()]))
  .min(1)
  .max(3);

/** @throws IndexerError CURSOR_INVALID */
export function pageOf({ limit, cursor }: { limit: number; cursor?: string | undefined }): PageOf {
  if (cursor === undefined) return { limit, after: null };
  try {
    return { limit, after: cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())) };
  } catch {
    throw new IndexerError('CURSOR_INVALID', 'this is no cursor of a list: begin without one', {});
  }
}

export function pageView<T>({ items, next }: Page<T>, view: (item: T) => unknown) {
  return { items: items.map(view), next: next && encodeCursor(next) };
}

const encodeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url');
