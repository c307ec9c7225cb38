import type { AccountId, BlockRef, ChainParameters, Hex, MoneyBuckets } from '@airo/chain-types';
import type { BlockFacts } from '../domain/block-facts.ts';

/** A chain as the index needs it. Methods may reject with CHAIN_UNAVAILABLE, and blocks with STATE_PRUNED too. */
export interface IndexedChain {
  readonly genesisHash: Hex;
  readonly treasury: AccountId;
  readonly blockTimeMs: number;
  /** Of the NFTs that are models. */
  readonly modelCollection: number;
  head(finality: 'best' | 'finalised'): Promise<BlockRef>;
  /** Block 0, which has no events: everything that it left. */
  genesis(): Promise<BlockFacts>;
  /**
   * Every finalised block after the cursor in order, then live, until the signal aborts.
   * Rejects with CURSOR_UNKNOWN when the node doesn't have the cursor's block, with CHAIN_CHANGED when it serves another
   * chain than before.
   */
  blocks(after: BlockRef, signal: AbortSignal): AsyncIterable<BlockFacts>;
  /** As the best block has them. */
  parameters(): Promise<ChainParameters>;
  /** All the account's money by purpose, as the block left it. */
  money(account: AccountId, block: Hex): Promise<MoneyBuckets>;
}
