import type { BlockRef } from '../model/events.ts';
import { deliver } from './deliver.ts';
import { InclusionWatch, isUnavailable } from './inclusion-watch.ts';
import type { Item } from './item.ts';
import { ERA_BLOCKS, timeout } from './queue-errors.ts';
import type { ExtrinsicOutcome, SignedTransaction } from './transaction-chain.ts';
import type { QueueInit } from './transaction-queue.ts';

const REBROADCAST_MS = 10_000;
const RETRY_MS = 500;

export interface Sent extends SignedTransaction {
  readonly nonce: number;
  /** Where the era begins. */
  readonly birth: BlockRef;
  /** The head when it was signed. */
  readonly after: BlockRef;
  readonly items: readonly Item[];
  readonly attempt: number;
  readonly deadline: number;
  /** Aborts when it is known what became of it. */
  readonly done: AbortController;
}

/** What a queue does about what it sent. */
interface Fate {
  /** The best chain has another block. */
  newBlock(): void;
  included(sent: Sent): void;
  /** It can never be included. */
  lost(sent: Sent): void;
  /** No block had it for a while. */
  overdue(sent: Sent): Promise<void>;
  /** Its deadline is over. */
  expired(sent: Sent, error: unknown): void;
}

/** Transactions that were sent, each until its items have their results: watched on the chain, and against the clock. */
export class InFlight {
  readonly #init: QueueInit;
  readonly #fate: Fate;
  readonly #best: InclusionWatch;
  readonly #finalised: InclusionWatch;
  readonly #sent = new Set<Sent>();
  #closed = false;

  constructor(init: QueueInit, fate: Fate) {
    this.#init = init;
    this.#fate = fate;
    this.#best = new InclusionWatch(init.chain, 'best', init.clock, () => fate.newBlock());
    this.#finalised = new InclusionWatch(init.chain, 'finalised', init.clock);
  }

  /** Of those that no block has, the one whose turn is first. */
  get first(): Sent | undefined {
    const waiting = [...this.#sent].filter(({ done }) => !done.signal.aborted);
    return waiting.sort((a, b) => a.nonce - b.nonce)[0];
  }

  /** Watches no more, and rejects all with the error. */
  close(error: unknown): void {
    this.#closed = true;
    this.#best.close();
    this.#finalised.close();
    for (const sent of [...this.#sent]) this.#reject(sent, error);
  }

  add(sent: Sent): void {
    this.#sent.add(sent);
    this.#best.add({
      ...this.#wanted(sent),
      found: (block, extrinsic) => void this.#found(sent, block, extrinsic),
      lost: () => this.#fate.lost(sent),
    });
    void this.#untilDeadline(sent);
  }

  #wanted({ hash, nonce, birth, after }: Sent) {
    return {
      hash,
      nonce,
      after,
      validUntil: birth.number + ERA_BLOCKS,
      failed: (error: unknown) => {
        for (const sent of [...this.#sent]) if (sent.hash === hash) this.#reject(sent, error);
      },
    };
  }

  async #found(sent: Sent, block: BlockRef, extrinsic: number): Promise<void> {
    sent.done.abort();
    this.#fate.included(sent);
    try {
      const outcome = await this.#outcome(sent, block, extrinsic);
      const waiting = sent.items.filter((item) => item.finalised);
      deliver(sent.items, { block, extrinsic, outcome }, (item) => !item.finalised);
      if (waiting.length === 0) {
        this.#sent.delete(sent);
        return;
      }
      this.#finalised.add({
        ...this.#wanted(sent),
        found: (finalBlock, index) => void this.#finalisedAt(sent, finalBlock, index),
        lost: () => this.#reject(sent, timeout(sent, 'its block was retracted')),
      });
    } catch (error) {
      this.#reject(sent, error);
    }
  }

  async #finalisedAt(sent: Sent, block: BlockRef, extrinsic: number): Promise<void> {
    try {
      const outcome = await this.#outcome(sent, block, extrinsic);
      deliver(sent.items, { block, extrinsic, outcome }, (item) => item.finalised);
      this.#sent.delete(sent);
    } catch (error) {
      this.#reject(sent, error);
    }
  }

  /** It is in the block: a node that is away for a moment will tell what came of it. */
  async #outcome({ deadline }: Sent, { hash }: BlockRef, extrinsic: number): Promise<ExtrinsicOutcome> {
    const { chain, clock } = this.#init;
    for (;;) {
      try {
        return await chain.outcome(hash, extrinsic);
      } catch (error) {
        if (!isUnavailable(error) || this.#closed || clock.now() + RETRY_MS > deadline) throw error;
        await clock.wait(RETRY_MS);
      }
    }
  }

  async #untilDeadline(sent: Sent): Promise<void> {
    const { clock } = this.#init;
    for (let left = sent.deadline - clock.now(); left > 0; left = sent.deadline - clock.now()) {
      await clock.wait(Math.min(left, REBROADCAST_MS), sent.done.signal).catch(() => {});
      if (sent.done.signal.aborted) return;
      if (clock.now() >= sent.deadline) break;
      await this.#fate.overdue(sent);
    }
    if (sent.done.signal.aborted) return;
    this.#fate.expired(sent, timeout(sent, 'no block took it'));
  }

  /** Nothing more is done about it. */
  remove(sent: Sent): void {
    sent.done.abort();
    this.#sent.delete(sent);
    this.#best.remove(sent.hash);
  }

  #reject(sent: Sent, error: unknown): void {
    sent.done.abort();
    this.#sent.delete(sent);
    for (const item of sent.items) item.reject(error);
  }
}
