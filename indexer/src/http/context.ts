import type { IndexState } from '../pipeline/index-state.ts';
import type { IndexedChain } from '../ports/chain.ts';
import type { IndexReader } from '../ports/index-reader.ts';

/** What the REST routes show. */
export interface RestContext {
  readonly reader: IndexReader;
  readonly chain: Pick<IndexedChain, 'head' | 'money' | 'parameters' | 'treasury'>;
  readonly state: IndexState;
}
