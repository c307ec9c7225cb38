import type { Block, Blockchain } from '@acala-network/chopsticks-core';
import type { Chopsticks } from '../chopsticks.ts';
import type { FlatState } from '../state/flat-state.ts';
import { type Built, buildBlock } from './build-block.ts';

type Hex = `0x${string}`;

/** Every so many blocks the layers below are flattened, so that no look-up passes more than these. */
export const FLATTEN_EVERY_BLOCKS = 32;

/** The flat state below a block's own layers, and the blocks on top of it up to that one. */
interface Footing {
  readonly flat: FlatState;
  readonly above: readonly Block[];
}

/** Grows the chain by one block at a time. Never to be called twice at once. */
export class BlockAppender {
  readonly #chopsticks: Chopsticks;
  readonly #chain: Blockchain;
  readonly #footings = new WeakMap<Block, Footing>();

  constructor(chopsticks: Chopsticks, chain: Blockchain, genesis: FlatState) {
    this.#chopsticks = chopsticks;
    this.#chain = chain;
    this.#footings.set(chain.head, { flat: genesis, above: [] });
  }

  async append(transactions: readonly Hex[]): Promise<Built> {
    const head = this.#chain.head;
    const built = await buildBlock(this.#chopsticks, this.#chain, transactions);
    const footing = await this.#footing(head);
    const block = new this.#chopsticks.Block(this.#chain, built.number, built.hash, head, {
      header: built.header,
      extrinsics: built.extrinsics,
      storage: footing?.above.length === 0 ? footing.flat : head.storage,
      storageDiff: built.storageDiff,
    });
    if (footing) this.#footings.set(block, { flat: footing.flat, above: [...footing.above, block] });
    await this.#chain.onNewBlock(block);
    return built;
  }

  /** Where the next block stands; undefined below a block that was reloaded, whose children go on in layers. */
  async #footing(head: Block): Promise<Footing | undefined> {
    const footing = this.#footings.get(head);
    if (!footing || footing.above.length < FLATTEN_EVERY_BLOCKS) return footing;
    const diffs = await Promise.all(footing.above.map((block) => block.storageDiff()));
    return { flat: footing.flat.with(diffs), above: [] };
  }
}
