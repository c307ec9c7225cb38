import type { Clock } from '@airo/program';
import { ChainError } from '../errors.ts';
import type { BlockRef } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';
import type { BlockSource, Finality, Head, HeadWatch } from './block-source.ts';

/** A block on the walk and the one before it. */
export interface Step {
  readonly block: BlockRef;
  readonly parent: Hex;
  /** The run of finalised blocks that were found together, of which this is one. */
  readonly run?: Run;
}

/** Finalised blocks in a row. */
export interface Run {
  /** Parent of the first one. */
  readonly from: Hex;
  /** Parent of the last one. */
  readonly to: Hex;
}

/** How many passed blocks are remembered to find the way back at a re-org; further back the node is asked. */
const REMEMBERED_BLOCKS = 512;
/** A gap of so many blocks is crossed in runs; a shorter one block by block. */
const GAP_BLOCKS = 16;
/** Their hashes are asked for at once, while none of them can be retracted. */
const RUN_BLOCKS = 256;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;

export interface WalkInit {
  readonly source: BlockSource;
  readonly clock: Clock;
  /** The last block that was seen; null begins at block 1. */
  readonly after: BlockRef | null;
  readonly finality: Finality;
  readonly signal: AbortSignal;
}

/**
 * Every block after the cursor, by number and without gaps, then each new one, until the signal aborts. When best blocks
 * are retracted, their numbers come again with new hashes. Lost connections are waited out.
 * @throws ChainError CURSOR_UNKNOWN the node never had, or has forgotten, the cursor's block; CHAIN_CHANGED;
 *   FINALITY_REVERTED a finalised cursor's block is not on the chain
 */
export async function* walkBlocks(init: WalkInit): AsyncGenerator<Step, void, void> {
  const heads = init.source.watchHeads(init.finality);
  try {
    yield* walkOn(init, heads);
  } finally {
    heads.close();
  }
}

async function* walkOn(init: WalkInit, heads: HeadWatch): AsyncGenerator<Step, void, void> {
  const walk = new Walk(init);
  let retryMs = FIRST_RETRY_MS;
  while (!init.signal.aborted) {
    try {
      for await (const step of walk.toHead()) {
        if (init.signal.aborted) return;
        yield step;
      }
      retryMs = FIRST_RETRY_MS;
      await heads.changed(init.signal);
    } catch (error) {
      if (init.signal.aborted) return;
      if (!(error instanceof ChainError) || error.code !== 'CHAIN_UNAVAILABLE') throw error;
      await init.clock.wait(retryMs, init.signal).catch(() => {});
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    }
  }
}

class Walk {
  readonly #init: WalkInit;
  readonly #passed = new Map<number, Step>();
  #cursor: BlockRef | undefined;
  #genesis: Hex | undefined;

  constructor(init: WalkInit) {
    this.#init = init;
    this.#cursor = init.after ?? undefined;
  }

  /** The blocks between the cursor and the present head; most often that is the one block on top of the cursor. */
  async *toHead(): AsyncGenerator<Step> {
    const { source, finality } = this.#init;
    const [, head] = await Promise.all([this.#checkChain(), source.head(finality)]);
    if (this.#cursor?.hash === head.hash) return;
    if (this.#cursor?.hash === head.parent) {
      yield this.#pass(head);
      return;
    }
    const start = await this.#onChain(head);
    if (start && head.number - start.number > GAP_BLOCKS) {
      const settled = finality === 'finalised' ? head : await source.head('finalised');
      yield* this.#runs(start, Math.min(settled.number, head.number));
    }
    for (let cursor = await this.#onChain(head); cursor && cursor.number < head.number; ) {
      const number = cursor.number + 1;
      const hash = await source.hashAt(number);
      const parent = hash && (await source.parentOf(hash));
      if (!hash || !parent) return;
      if (parent !== cursor.hash) {
        // Best blocks were retracted between two questions.
        cursor = await this.#onChain(head);
        continue;
      }
      const step = this.#pass({ number, hash, parent });
      cursor = step.block;
      yield step;
    }
  }

  /** Finalised blocks up to that number. A cursor that they are not on top of ends it: the walk finds its way back. */
  async *#runs(cursor: BlockRef, last: number): AsyncGenerator<Step> {
    const { source } = this.#init;
    for (let { number, hash } = cursor; number < last; ) {
      const from = number;
      const count = Math.min(RUN_BLOCKS, last - from);
      // The first is asked for again: a cursor that isn't finalised can be on another branch by now.
      const hashes = await Promise.all(Array.from({ length: count + 1 }, (_, i) => source.hashAt(from + i)));
      if (hashes[0] !== hash) return;
      const run = { from: hash, to: hashes[count - 1] ?? hash };
      for (const found of hashes.slice(1)) {
        if (!found) return;
        number += 1;
        yield { ...this.#pass({ number, hash: found, parent: hash }), run };
        hash = found;
      }
    }
  }

  #pass({ number, hash, parent }: Head): Step {
    const step = { block: { number, hash }, parent };
    this.#passed.set(number, step);
    this.#passed.delete(number - REMEMBERED_BLOCKS);
    this.#cursor = step.block;
    return step;
  }

  async #checkChain(): Promise<void> {
    const genesis = await this.#init.source.genesisHash();
    this.#genesis ??= genesis;
    if (genesis !== this.#genesis) {
      throw new ChainError(
        'CHAIN_CHANGED',
        'the node serves another chain than before: whatever was kept from the first one is void',
        { before: this.#genesis, now: genesis },
      );
    }
    this.#cursor ??= { number: 0, hash: genesis };
  }

  /** The cursor, moved back to the last block that is still on the chain; undefined while the node is behind it. */
  async #onChain(head: BlockRef): Promise<BlockRef | undefined> {
    const { source } = this.#init;
    for (;;) {
      const cursor = this.#cursor;
      if (!cursor) return undefined;
      const isFinal = this.#init.finality === 'finalised';
      // Finality never goes back: a node with less of it was started with an older state, and has to catch up.
      if (isFinal && cursor.number > head.number) return undefined;
      const hash = cursor.number <= head.number ? await source.hashAt(cursor.number) : null;
      if (hash === cursor.hash) return cursor;
      if (isFinal && hash !== null) throw reverted(cursor, hash);
      const parent = this.#passed.get(cursor.number)?.parent ?? (await source.parentOf(cursor.hash));
      if (!parent) {
        // A node that is catching up doesn't have the block yet; one that has another there never will.
        if (hash === null && this.#passed.size > 0) return undefined;
        throw this.#unknown(cursor);
      }
      this.#passed.delete(cursor.number);
      this.#cursor = { number: cursor.number - 1, hash: parent };
    }
  }

  #unknown(cursor: BlockRef): ChainError {
    return new ChainError(
      'CURSOR_UNKNOWN',
      `the node doesn't know block ${cursor.number} (${cursor.hash}): begin again from the chain's present state`,
      { ...cursor },
    );
  }
}

function reverted(cursor: BlockRef, hash: Hex): ChainError {
  return new ChainError(
    'FINALITY_REVERTED',
    `the node has ${hash} as block ${cursor.number}, where ${cursor.hash} was seen finalised: it serves a chain that was begun anew with the same genesis, or a fork. Use a node of the chain that was followed so far`,
    { ...cursor, now: hash },
  );
}
