import type { Call } from '../../src/client/transactions.ts';
import { ChainError, type DispatchFailure } from '../../src/errors.ts';
import type { BlockRef } from '../../src/model/events.ts';
import { type Hex, planck } from '../../src/model/ids.ts';
import { prepareCall, prepared } from '../../src/runtime/call.ts';
import type {
  CallOutcome,
  ExtrinsicOutcome,
  Refusal,
  SignedTransaction,
  TransactionChain,
} from '../../src/transactions/transaction-chain.ts';
import { hashOf } from './fake-blocks.ts';

interface Waiting extends SignedTransaction {
  readonly nonce: number;
  readonly calls: readonly Call[];
  readonly validUntil: number;
  readonly runtime: number;
}

interface Block {
  readonly block: BlockRef;
  readonly transactions: readonly Hex[];
  readonly nonce: number;
}

/** A call that does nothing, or fails with an error of this name. */
export function call(name: string, error?: string): Call {
  return prepareCall(name, error === undefined ? null : { pallet: 'test', name: error, docs: '' });
}
export const aloneCall = (name: string): Call => prepareCall(name, null, true);

/** One account on a chain with a pool of its own: nonces are judged as a node does. */
export class FakeChain implements TransactionChain {
  readonly blockList: Block[] = [{ block: { number: 0, hash: hashOf(0) }, transactions: [], nonce: 0 }];
  readonly signed = new Map<Hex, Waiting>();
  readonly pool: Waiting[] = [];
  /** Everything that was sent, also what was refused. */
  readonly submitted: Hex[] = [];
  /** Numbers of blocks whose transactions were read. */
  finalised = 0;
  offline = false;
  /** The node takes transactions and tells nobody: its answers are lost. */
  answersLost = false;
  /** Transactions vanish from the pool. */
  forgetful = false;
  refuseWith: Refusal | undefined;
  maxCalls = Number.POSITIVE_INFINITY;
  /** Refuses transactions of which every call would fail, once it is their turn. */
  judging = false;
  /** The state of past blocks is gone. */
  pruned = false;
  /** Version of the runtime; what was signed for another one is refused. */
  runtime = 1;
  /** What the signer takes for the version, when it doesn't know the present one yet. */
  signedFor: number | undefined;
  #nonce = 0;
  #salt = 0;
  readonly #watchers = new Set<() => void>();

  async head(): Promise<BlockRef> {
    this.#online();
    return this.#last().block;
  }

  async anchor(): Promise<BlockRef> {
    this.#online();
    return (this.blockList[this.finalised] ?? this.#last()).block;
  }

  async nextNonce(): Promise<number> {
    this.#online();
    let next = this.#nonce;
    while (this.pool.some(({ nonce }) => nonce === next)) next += 1;
    return next;
  }

  async nonceAt(block: Hex): Promise<number> {
    this.#online();
    if (this.pruned) throw new ChainError('STATE_PRUNED', 'pruned', {});
    return this.blockList.find((one) => one.block.hash === block)?.nonce ?? 0;
  }

  async sign(init: { calls: readonly Call[]; nonce: number; birth: BlockRef; eraBlocks: number }) {
    this.#online();
    this.#salt += 1;
    const hash: Hex = `0x${this.#salt.toString(16).padStart(64, '0')}`;
    const transaction = {
      hash,
      bytes: hash,
      nonce: init.nonce,
      calls: init.calls,
      validUntil: init.birth.number + init.eraBlocks,
      runtime: this.signedFor ?? this.runtime,
    };
    this.signed.set(hash, transaction);
    return transaction;
  }

  async submit(bytes: Hex): Promise<void> {
    this.#online();
    this.submitted.push(bytes);
    const transaction = this.signed.get(bytes);
    if (!transaction) throw refused('other');
    if (this.refuseWith) throw refused(this.refuseWith);
    const failures = transaction.calls.map((one) => prepared(one).codec as unknown as DispatchFailure | null);
    const doomed = failures.length > 0 && failures.every((failure) => failure !== null);
    if (this.judging && doomed && transaction.nonce === this.#nonce) throw refused('doomed', failures[0]);
    if (transaction.runtime !== this.runtime) throw refused('unproven');
    if (transaction.calls.length > this.maxCalls) throw refused('exhausted');
    if (this.pool.includes(transaction)) throw refused('known');
    if (transaction.nonce < this.#nonce) throw refused('stale');
    if (this.pool.some(({ nonce }) => nonce === transaction.nonce)) throw refused('outbid');
    if (!this.forgetful) this.pool.push(transaction);
    if (this.answersLost) throw new ChainError('CHAIN_UNAVAILABLE', 'the answer was lost', {});
  }

  /** Another program with the same key sends something that waits in the pool. */
  foreignInPool(): void {
    const hash: Hex = `0xf${this.pool.length.toString(16).padStart(63, '0')}`;
    const nonce = this.pool.reduce((next, one) => Math.max(next, one.nonce + 1), this.#nonce);
    this.pool.push({
      hash,
      bytes: hash,
      nonce,
      calls: [],
      validUntil: Number.POSITIVE_INFINITY,
      runtime: this.runtime,
    });
  }

  /** Another program's transaction gets into the next block instead of what waits here. */
  foreignBlock(): void {
    this.pool.length = 0;
    this.#nonce += 1;
    this.#push([`0xee${this.blockList.length.toString(16).padStart(62, '0')}`]);
  }

  /** Calls of each transaction of this account's queue that is in a block. */
  included(): (readonly Call[])[] {
    const all = this.blockList.flatMap(({ transactions }) => transactions);
    return all.flatMap((hash) => {
      const transaction = this.signed.get(hash);
      return transaction ? [transaction.calls] : [];
    });
  }

  /** The last blocks are no more, and the node has lost what was in them. */
  retract(count: number): void {
    this.blockList.splice(-count);
    this.#nonce = this.#last().nonce;
  }

  /** Makes a block of all that is ready. */
  produce(): void {
    const taken: Hex[] = [];
    this.pool.sort((a, b) => a.nonce - b.nonce);
    for (let next = this.pool[0]; next && next.nonce === this.#nonce; next = this.pool[0]) {
      this.pool.shift();
      this.#nonce += 1;
      taken.push(next.hash);
    }
    this.#push(taken);
  }

  async *blocks(init: { after: BlockRef; finality: 'best' | 'finalised'; signal: AbortSignal }) {
    let next = init.after.number + 1;
    while (!init.signal.aborted) {
      this.#online();
      const limit = init.finality === 'best' ? this.blockList.length - 1 : this.finalised;
      const block = next <= limit ? this.blockList[next] : undefined;
      if (block) {
        next += 1;
        yield block;
      } else await this.#change(init.signal);
    }
  }

  finalise(number: number): void {
    this.finalised = number;
    for (const wake of [...this.#watchers]) wake();
  }

  async outcome(block: Hex, extrinsic: number): Promise<ExtrinsicOutcome> {
    this.#online();
    const hash = this.blockList.find((one) => one.block.hash === block)?.transactions[extrinsic];
    const calls = (hash && this.signed.get(hash)?.calls) || [];
    const results = calls.map((one): CallOutcome => {
      const { codec } = one as unknown as { codec: DispatchFailure | null };
      return { failure: codec, events: [{ type: 'other', pallet: 'test', name: one.name }] };
    });
    const single = results.length === 1 ? results[0] : undefined;
    return {
      fee: planck(100n),
      failure: single?.failure ?? null,
      events: single?.events ?? results.flatMap(({ events }) => events),
      items: single ? [] : results,
    };
  }

  #push(transactions: readonly Hex[]): void {
    const number = this.blockList.length;
    this.blockList.push({ block: { number, hash: hashOf(number) }, transactions, nonce: this.#nonce });
    for (const wake of [...this.#watchers]) wake();
  }

  #last(): Block {
    return this.blockList.at(-1) as Block;
  }

  #online(): void {
    if (this.offline) throw new ChainError('CHAIN_UNAVAILABLE', 'offline', {});
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#watchers.delete(wake);
        resolve();
      };
      this.#watchers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

function refused(refusal: Refusal, failure?: DispatchFailure | null): ChainError {
  const code = refusal === 'unpaid' ? 'TRANSACTION_UNPAID' : 'TRANSACTION_INVALID';
  return new ChainError(code, `refused: ${refusal}`, { refusal, reason: refusal, failure });
}
