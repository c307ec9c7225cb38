import type { BlockRef } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';

export type Finality = 'best' | 'finalised';

/** A block and the one before it. */
export interface Head extends BlockRef {
  readonly parent: Hex;
}

/** What the walk through the chain needs of a node. Every method may reject with CHAIN_UNAVAILABLE and be tried again. */
export interface BlockSource {
  /** The chain that the node serves now. */
  genesisHash(): Promise<Hex>;
  head(finality: Finality): Promise<Head>;
  /** On the best chain; null above its head. */
  hashAt(number: number): Promise<Hex | null>;
  /** null when the node doesn't know the block. */
  parentOf(hash: Hex): Promise<Hex | null>;
  /** Opens an ear for new heads; what it hears while nobody waits is not lost. */
  watchHeads(finality: Finality): HeadWatch;
}

export interface HeadWatch {
  /**
   * Resolves when there may be another head than at the last call: at a notification, or after a while without one.
   * Rejects when aborted.
   */
  changed(signal: AbortSignal): Promise<void>;
  close(): void;
}
