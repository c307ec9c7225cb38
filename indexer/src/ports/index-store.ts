import type { Hex } from '@airo/chain-types';
import type { Book, BookKeys } from '../domain/fold/book.ts';
import type { ManifestFound } from './manifests.ts';

/** The last block that is in the index. */
export interface IndexHead {
  readonly number: number;
  readonly hash: Hex;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly genesis: Hex;
}

/** Where history is kept; one writer at a time wins. */
export interface IndexStore {
  /** null: nothing was written yet. */
  head(): Promise<IndexHead | null>;
  /** What there is of these, as it was written last. */
  load(keys: BookKeys): Promise<Book>;
  /**
   * Writes all of the book, and that the index has come from one head to the other: both or nothing.
   * @throws IndexerError HEAD_MOVED when the index isn't at `from`
   */
  save(book: Book, from: IndexHead | null, to: IndexHead): Promise<void>;
  /** Hashes of models' manifests that are not known yet, newest models first. */
  missingManifests(limit: number): Promise<readonly Hex[]>;
  saveManifest(hash: Hex, found: ManifestFound): Promise<void>;
}
