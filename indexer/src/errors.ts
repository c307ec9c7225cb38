import { AiroError } from '@airo/program';

/** Every coded error of the indexer; the text is its meaning. */
export const INDEXER_ERRORS = {
  /** Start */
  DATA_DIR_LOCKED: 'another indexer uses the data folder',
  DATABASE_UNAVAILABLE: 'PostgreSQL does not answer: check that it runs, and --database-url',
  DATABASE_REFUSED: 'PostgreSQL refuses user, password or database; the text says which',
  INDEX_OF_ANOTHER_CHAIN: 'the database holds the history of another chain: name another one, or rebuild',
  INDEX_OUTDATED: 'the database was written by another version of the indexer: rebuild it',
  /** Following */
  HEAD_MOVED: 'another indexer has written to the database meanwhile; this one reads on from there',
  /** REST */
  NOT_FOUND: 'there is nothing of that number or address in the finalised blocks seen so far',
  CURSOR_INVALID: 'the cursor was not given by this list: begin without one',
  RANGE_INVALID: 'the range ends before it begins, or holds too many steps',
  RATE_LIMITED: 'too many questions from one address; ask again later',
  CHAIN_UNAVAILABLE: 'what only the chain knows can not be read now; asking again may help',
} as const;
export type IndexerErrorCode = keyof typeof INDEXER_ERRORS;

export class IndexerError extends AiroError<IndexerErrorCode, Readonly<Record<string, unknown>>> {
  override readonly name = 'IndexerError';
}
