import type { Block, Blockchain } from '@acala-network/chopsticks-core';
import type { Chopsticks } from '../chopsticks.ts';
import type { FlatState } from '../state/flat-state.ts';

type Hex = `0x${string}`;

/** Every so many blocks the layers below are flattened, so that no look-up passes more than these. */
export const FLATTEN_EVERY_BLOCKS = 32;

export interface Appended {
  readonly block: Block;
  /** Extrinsics that the runtime refused at their turn. */
  readonly refused: readonly Hex[];
  /** Extrinsics that found no room and can go into the next block. */
  readonly postponed: readonly Hex[];
}

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

  async append(transactions: readonly Hex[]): Promise<Appended> {
    const head = this.#chain.head;
    const refused: Hex[] = [];
    const postponed: Hex[] = [];
    const [built, failed] = await this.#chopsticks.buildBlock(
      head,
      this.#chain.getInherents(),
      {
        transactions: [...transactions],
        upwardMessages: {},
        downwardMessages: [],
        horizontalMessages: {},
      },
      {
        onApplyExtrinsicError: (extrinsic, error) => {
          const full = error.isInvalid && error.asInvalid.isExhaustsResources;
          (full ? postponed : refused).push(extrinsic);
        },
      },
    );
    const footing = await this.#footing(head);
    const block = new this.#chopsticks.Block(this.#chain, built.number, built.hash, head, {
      header: await built.header,
      extrinsics: await built.extrinsics,
      storage: footing?.above.length === 0 ? footing.flat : head.storage,
      storageDiff: await changes(built, head),
    });
    if (footing) this.#footings.set(block, { flat: footing.flat, above: [...footing.above, block] });
    await this.#chain.onNewBlock(block);
    return { block, refused: [...refused, ...failed], postponed };
  }

  /** Where the next block stands; undefined below a block that was reloaded, whose children go on in layers. */
  async #footing(head: Block): Promise<Footing | undefined> {
    const footing = this.#footings.get(head);
    if (!footing || footing.above.length < FLATTEN_EVERY_BLOCKS) return footing;
    const diffs = await Promise.all(footing.above.map((block) => block.storageDiff()));
    return { flat: footing.flat.with(diffs), above: [] };
  }
}

/** What the block really changed: Chopsticks' own difference also holds every value that was read. */
async function changes(block: Block, parent: Block): Promise<Record<string, string | null>> {
  const changed: Record<string, string | null> = {};
  await Promise.all(
    Object.entries(await block.storageDiff()).map(async ([key, value]) => {
      if (((await parent.get(key)) ?? null) !== (value ?? null)) changed[key] = value ?? null;
    }),
  );
  return changed;
}
