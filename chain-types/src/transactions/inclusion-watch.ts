import type { Clock } from '@airo/program';
import { ChainError } from '../errors.ts';
import type { BlockRef } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';
import type { Finality } from '../stream/block-source.ts';
import type { TransactionChain } from './transaction-chain.ts';

const RETRY_MS = 500;

/** A transaction that is looked for. */
export interface Wanted {
  readonly hash: Hex;
  readonly nonce: number;
  /** It can't be in this block or before. */
  readonly after: BlockRef;
  /** The last block that can hold it. */
  readonly validUntil: number;
  found(block: BlockRef, extrinsic: number): void;
  /** Its nonce is used up by another transaction, or its era is over: no later block can hold it. */
  lost(): void;
  failed(error: unknown): void;
}

/** Looks for transactions in every block of the chain while there are any to look for. */
export class InclusionWatch {
  readonly #chain: TransactionChain;
  readonly #finality: Finality;
  readonly #clock: Clock;
  readonly #onMissing: () => void;
  readonly #wanted = new Map<Hex, Wanted>();
  #walk: AbortController | undefined;

  /** @param onMissing called after each block that could have held a transaction that is still looked for */
  constructor(chain: TransactionChain, finality: Finality, clock: Clock, onMissing: () => void = () => {}) {
    this.#chain = chain;
    this.#finality = finality;
    this.#clock = clock;
    this.#onMissing = onMissing;
  }

  /** To be called before the transaction is sent: a block that holds it then comes later on the walk. */
  add(wanted: Wanted): void {
    this.#wanted.set(wanted.hash, wanted);
    if (this.#walk) return;
    const walk = new AbortController();
    this.#walk = walk;
    void this.#follow(wanted.after, walk);
  }

  remove(hash: Hex): void {
    this.#wanted.delete(hash);
    if (this.#wanted.size === 0) this.close();
  }

  close(): void {
    this.#walk?.abort();
    this.#walk = undefined;
    this.#wanted.clear();
  }

  /** A node that is away for a while keeps nobody from looking on: whoever waits has a deadline of their own. */
  async #follow(after: BlockRef, walk: AbortController): Promise<void> {
    let from = after;
    while (this.#walk === walk) {
      try {
        for await (const block of this.#look(from, walk)) from = block;
        if (this.#walk === walk) this.close();
      } catch (error) {
        if (this.#walk !== walk) return;
        if (isUnavailable(error)) {
          await this.#clock.wait(RETRY_MS, walk.signal).catch(() => {});
          continue;
        }
        const left = [...this.#wanted.values()];
        this.close();
        for (const wanted of left) wanted.failed(error);
      }
    }
  }

  /** Yields each block that was looked at, until nothing is wanted any more. */
  async *#look(after: BlockRef, walk: AbortController): AsyncIterable<BlockRef> {
    const blocks = this.#chain.blocks({ after, finality: this.#finality, signal: walk.signal });
    for await (const { block, transactions } of blocks) {
      if (walk.signal.aborted) return;
      for (const [extrinsic, hash] of transactions.entries()) {
        const wanted = this.#wanted.get(hash);
        if (!wanted) continue;
        this.#wanted.delete(hash);
        wanted.found(block, extrinsic);
      }
      await this.#dropLost(block);
      yield block;
      if (this.#wanted.size === 0) return;
    }
  }

  async #dropLost(block: BlockRef): Promise<void> {
    // Only those that were looked for in this block already: one added meanwhile may be in the next.
    const looked = [...this.#wanted.values()].filter(({ after }) => after.number < block.number);
    if (looked.length === 0) return;
    const nonce = await this.#nonceAt(block.hash);
    for (const wanted of looked) {
      if ((nonce ?? 0) <= wanted.nonce && block.number <= wanted.validUntil) continue;
      if (this.#wanted.delete(wanted.hash)) wanted.lost();
    }
    if (looked.some(({ hash }) => this.#wanted.has(hash))) this.#onMissing();
  }

  /** undefined for a block whose state the node has dropped: a later one tells. */
  async #nonceAt(block: Hex): Promise<number | undefined> {
    try {
      return await this.#chain.nonceAt(block);
    } catch (error) {
      if (error instanceof ChainError && error.code === 'STATE_PRUNED') return undefined;
      throw error;
    }
  }
}

/** The node can't be reached now. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof ChainError && error.code === 'CHAIN_UNAVAILABLE';
}
