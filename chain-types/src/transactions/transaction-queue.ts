import type { Clock } from '@airo/program';
import type { Call, Inclusion, TransactionQueue } from '../client/transactions.ts';
import type { AccountId } from '../model/ids.ts';
import { Batcher } from './batcher.ts';
import { GapFiller } from './gap.ts';
import { InFlight, type Sent } from './in-flight.ts';
import { isUnavailable } from './inclusion-watch.ts';
import { Item } from './item.ts';
import { closed, ERA_BLOCKS, named, poolFull, refusalOf, timeout } from './queue-errors.ts';
import type { TransactionChain } from './transaction-chain.ts';

const RETRY_MS = 500;
/** A block makes room in the pool. */
const POOL_RETRY_MS = 3_000;
/** Times that a transaction is signed anew because others use the account's nonces. */
const MAX_ATTEMPTS = 8;

export interface QueueInit {
  readonly chain: TransactionChain;
  readonly account: AccountId;
  readonly signer: AccountId;
  readonly clock: Clock;
  readonly batchMs: number;
  /** From the moment of sending. */
  readonly timeoutMs: number;
}

/** The queue of one account; the only one in this program that signs for it. */
export class AccountQueue implements TransactionQueue {
  readonly account: AccountId;
  readonly signer: AccountId;
  readonly #init: QueueInit;
  readonly #batcher: Batcher;
  readonly #gaps: GapFiller;
  readonly #inFlight: InFlight;
  /** The next nonce; undefined when the node has to be asked. */
  #nonce: number | undefined;
  #turn: Promise<void> = Promise.resolve();
  #sending = 0;
  #tending = false;
  #closed = false;

  constructor(init: QueueInit) {
    this.#init = init;
    this.account = init.account;
    this.signer = init.signer;
    this.#gaps = new GapFiller(init.chain);
    this.#inFlight = new InFlight(init, {
      newBlock: () => this.#tend(),
      included: (sent) => this.#gaps.remember(sent.nonce, sent),
      lost: (sent) => this.#sendAnew(sent),
      overdue: (sent) => this.#sendAgain(sent),
      expired: (sent, error) => this.#giveUp(sent, error),
    });
    this.#batcher = new Batcher(init.clock, (items) =>
      this.#enqueue(items, 1, init.clock.now() + init.timeoutMs),
    );
  }

  submit(
    call: Call,
    options: { signal?: AbortSignal; finalised?: boolean; batchMs?: number; urgent?: boolean } = {},
  ): Promise<Inclusion> {
    if (this.#closed) return Promise.reject(closed(false));
    const item = new Item(call, options);
    const batchMs = options.urgent && this.#idle ? 0 : (options.batchMs ?? this.#init.batchMs);
    if (!item.settled) this.#batcher.add(item, batchMs);
    return item.result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const item of this.#batcher.close()) item.reject(closed(false));
    await this.#turn;
    this.#inFlight.close(closed(true));
  }

  /** Nothing is being sent, and nothing that was sent waits for its block. */
  get #idle(): boolean {
    return this.#sending === 0 && this.#inFlight.first === undefined;
  }

  #enqueue(items: readonly Item[], attempt: number, deadline: number): void {
    this.#sending += 1;
    this.#turn = this.#turn
      .then(() => this.#send(items, attempt, deadline))
      .catch((error: unknown) => {
        for (const item of items) item.reject(error);
      })
      .finally(() => {
        this.#sending -= 1;
      });
  }

  async #send(all: readonly Item[], attempt: number, deadline: number): Promise<void> {
    const { chain, clock } = this.#init;
    const items = all.filter(({ settled }) => !settled);
    if (items.length === 0) return;
    if (this.#closed) throw closed(false);
    const sent = await this.#sign(items, attempt, deadline);
    this.#inFlight.add(sent);
    try {
      await chain.submit(sent.bytes);
      this.#nonce = sent.nonce + 1;
      return;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined || refusal === 'known') {
        // The answer was lost or it is there already: it is looked for, and sent again, until the time-out.
        this.#nonce = sent.nonce + 1;
        return;
      }
      this.#nonce = undefined;
      this.#inFlight.remove(sent);
      if ((refusal === 'stale' || refusal === 'outbid') && attempt < MAX_ATTEMPTS) {
        if (attempt > 1) await clock.wait(RETRY_MS);
        await this.#send(items, attempt + 1, deadline);
      } else if (refusal === 'unproven' && attempt < MAX_ATTEMPTS) {
        // After an upgrade the new runtime's types are on their way.
        await clock.wait(attempt * RETRY_MS);
        await this.#send(items, attempt + 1, deadline);
      } else if ((refusal === 'exhausted' || refusal === 'doomed') && items.length > 1) {
        const half = items.length >> 1;
        await this.#send(items.slice(0, half), attempt, deadline);
        await this.#send(items.slice(half), attempt, deadline);
      } else if (refusal === 'full' || refusal === 'banned') {
        if (clock.now() + POOL_RETRY_MS >= deadline) throw poolFull(error);
        await clock.wait(POOL_RETRY_MS);
        await this.#send(items, attempt, deadline);
      } else {
        for (const item of items) item.reject(named(error, item));
        this.#tend();
      }
    }
  }

  /** Waits for the chain to be there, until the deadline. */
  async #sign(items: readonly Item[], attempt: number, deadline: number): Promise<Sent> {
    const { chain, clock } = this.#init;
    for (;;) {
      try {
        const [after, birth] = await Promise.all([chain.head(), chain.anchor()]);
        const nonce = this.#nonce ?? (await chain.nextNonce());
        const calls = items.map(({ call }) => call);
        const signed = await chain.sign({ calls, nonce, birth, eraBlocks: ERA_BLOCKS });
        return { ...signed, nonce, birth, after, items, attempt, deadline, done: new AbortController() };
      } catch (error) {
        if (!isUnavailable(error) || this.#closed || clock.now() + RETRY_MS > deadline) throw error;
        await clock.wait(RETRY_MS);
      }
    }
  }

  /** Somebody else used the nonce, or the era is over: this one can never be included, so another may be made. */
  #sendAnew(sent: Sent): void {
    this.#inFlight.remove(sent);
    this.#nonce = undefined;
    if (sent.attempt >= MAX_ATTEMPTS || this.#init.clock.now() > sent.deadline) {
      for (const item of sent.items) item.reject(timeout(sent, 'its nonce was used by other transactions'));
      return;
    }
    this.#enqueue(sent.items, sent.attempt + 1, sent.deadline);
  }

  /** Brings back what the pool has lost, and what is missing in front of it: nothing behind a gap gets into a block. */
  #tend(): void {
    if (this.#tending) return;
    this.#tending = true;
    this.#turn = this.#turn
      .then(async () => {
        this.#tending = false;
        const { first } = this.#inFlight;
        if (!first || this.#closed) return;
        if (await this.#gaps.fill(first.nonce)) await this.#sendAgain(first);
      })
      // The next block, or the next call, tries again.
      .catch(() => {});
  }

  /** The same bytes. Acts on a refusal that means that they have no future. */
  async #sendAgain(sent: Sent): Promise<void> {
    const error = await this.#init.chain.submit(sent.bytes).catch((caught: unknown) => caught);
    if (sent.done.signal.aborted) return;
    // Neither in the pool nor on chain, where its nonce would be stale: what paid for it is gone, or it has come too late.
    const refusal = refusalOf(error);
    if (refusal === 'other' || refusal === 'unpaid') this.#giveUp(sent, error);
    else if (refusal === 'doomed' || refusal === 'unproven') this.#sendAnew(sent);
  }

  #giveUp(sent: Sent, error: unknown): void {
    this.#nonce = undefined;
    this.#inFlight.remove(sent);
    for (const item of sent.items) item.reject(error);
    this.#tend();
  }
}
