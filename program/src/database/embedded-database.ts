import type { Results, RowMode } from '@electric-sql/pglite';

/** How results are wanted. */
export interface ResultOptions {
  readonly rowMode?: RowMode;
  /** What makes values of texts, by the number of PostgreSQL's type, where it isn't PGlite's own way. */
  readonly parsers?: Readonly<Record<number, (text: string) => unknown>>;
}

/** A connection to a PostgreSQL, or a transaction on it. */
export interface DatabaseSession {
  // biome-ignore lint/suspicious/noExplicitAny: drivers pass whatever PostgreSQL takes
  query<T>(text: string, params?: any[], options?: ResultOptions): Promise<Results<T>>;
  /** Several statements, without parameters. */
  exec(text: string, options?: ResultOptions): Promise<Results[]>;
}

/** What is used of an embedded PostgreSQL; a PGlite is one. It has one session, which all share. */
export interface EmbeddedDatabase extends DatabaseSession {
  /** What `work` rejects with undoes it. */
  transaction<T>(work: (session: DatabaseSession) => Promise<T>): Promise<T>;
  /** Nothing else runs meanwhile, so `work` must not ask the database. */
  runExclusive<T>(work: () => Promise<T>): Promise<T>;
  /** @returns what ends it */
  onNotification(listen: (channel: string, payload: string) => void): () => void;
  close(): Promise<void>;
}
