import type { Results, RowMode } from '@electric-sql/pglite';

/** @param folder null keeps the database in memory */
export interface ThreadInit {
  readonly folder: string | null;
  readonly cacheDir: string;
}

/** A statement, or several; `within` a transaction that was begun, by its number. */
interface Statement {
  readonly within: number | null;
  readonly text: string;
  readonly rowMode: RowMode | undefined;
  /** Types whose values stay texts: functions can't be sent, so whoever asks parses them. */
  readonly asText: readonly number[];
}

export type Request =
  | (Statement & { readonly kind: 'query'; readonly params: readonly unknown[] | undefined })
  | (Statement & { readonly kind: 'exec' })
  /** Answered once it has begun; so is `hold`, after which nothing else runs. */
  | { readonly kind: 'begin' | 'hold'; readonly number: number }
  /** Of a transaction or a hold. */
  | { readonly kind: 'end'; readonly number: number; readonly keep: boolean }
  | { readonly kind: 'close' };

export type ToThread = Request & { readonly id: number };

/** Members of an error, as cloning an error loses those that PostgreSQL gives: code, detail, constraint. */
export type ErrorFacts = Readonly<Record<string, unknown>> & { readonly message: string };

export type FromThread =
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly error: ErrorFacts }
  | { readonly kind: 'done'; readonly id: number; readonly results: readonly Results[] }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorFacts }
  | { readonly kind: 'notified'; readonly channel: string; readonly payload: string };
