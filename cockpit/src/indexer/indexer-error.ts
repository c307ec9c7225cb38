import { AiroError } from '@airo/program';

export type IndexerErrorCode =
  /** It does not answer at its URL: start it, or set another one on the settings page. */
  | 'INDEXER_UNREACHABLE'
  /** What answered is no indexer, or one of another version. */
  | 'INDEXER_UNEXPECTED'
  /** There is nothing of that number or name. */
  | 'INDEXER_NOT_FOUND'
  /** It refused the question. */
  | 'INDEXER_REFUSED';

export class IndexerError extends AiroError<
  IndexerErrorCode,
  { readonly url: string; readonly status?: number }
> {
  override readonly name = 'IndexerError';
}
