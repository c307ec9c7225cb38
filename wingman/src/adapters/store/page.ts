import { lt, type SQL } from 'drizzle-orm';
import type { Page } from '../../ports/store.ts';

/** Rows of the page, by the column that numbers them. */
export function before(page: Page, column: Parameters<typeof lt>[0]): SQL | undefined {
  return page.before === null ? undefined : lt(column, page.before);
}
