import { RPC_CODE, RpcError } from '../errors.ts';

type Hex = `0x${string}`;

/** What the runtime's validation says about a transaction: it can go in once all `requires` were provided. */
export interface PoolTransaction {
  readonly hash: Hex;
  readonly bytes: Hex;
  readonly signer: string | null;
  readonly nonce: number;
  readonly priority: bigint;
  readonly requires: readonly string[];
  readonly provides: readonly string[];
}

/** Why a transaction left the pool without getting into a block. */
export type PoolExit =
  | { readonly kind: 'usurped'; readonly by: Hex }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'dropped' };

interface Waiting {
  readonly transaction: PoolTransaction;
  readonly missing: Set<string>;
  readonly since: number;
}

/** Valid transactions on their way into a block, in the order in which they can be applied. */
export class TransactionPool {
  readonly #waiting = new Map<Hex, Waiting>();
  readonly #limit: number;
  readonly #patience: number;
  readonly #onExit: (hash: Hex, exit: PoolExit) => void;

  /**
   * @param init.limit transactions at once
   * @param init.patience blocks that a transaction may wait for the one before it
   */
  constructor(init: { limit: number; patience: number; onExit: (hash: Hex, exit: PoolExit) => void }) {
    this.#limit = init.limit;
    this.#patience = init.patience;
    this.#onExit = init.onExit;
  }

  /** @throws RpcError 1013 already here, 1014 another of at least its priority stands in its place, 1016 pool full */
  add(transaction: PoolTransaction, block: number): 'ready' | 'future' {
    if (this.#waiting.has(transaction.hash)) {
      throw new RpcError(RPC_CODE.ALREADY_IMPORTED, 'Transaction Already Imported', transaction.hash);
    }
    const rivals = [...this.#waiting.values()].filter(({ transaction: other }) =>
      other.provides.some((tag) => transaction.provides.includes(tag)),
    );
    const strongest = rivals.find(({ transaction: other }) => other.priority >= transaction.priority);
    if (strongest) {
      throw new RpcError(
        RPC_CODE.TOO_LOW_PRIORITY,
        `Priority is too low: (${transaction.priority} vs ${strongest.transaction.priority})`,
        'The transaction has too low priority to replace another transaction already in the pool.',
      );
    }
    if (rivals.length === 0 && this.#waiting.size >= this.#limit) {
      throw new RpcError(RPC_CODE.POOL_FULL, 'Immediately Dropped', 'The pool is full');
    }
    for (const rival of rivals) {
      this.#remove(rival.transaction.hash, { kind: 'usurped', by: transaction.hash });
    }
    this.#waiting.set(transaction.hash, {
      transaction,
      missing: new Set(transaction.requires),
      since: block,
    });
    return this.#inOrder().some(({ hash }) => hash === transaction.hash) ? 'ready' : 'future';
  }

  /** All that can be applied now, each after those it requires. They stay until `settle`. */
  ready(): readonly PoolTransaction[] {
    return this.#inOrder();
  }

  /** After a block: what it took, and what the runtime refused at its turn. */
  settle(init: { included: readonly Hex[]; refused: readonly Hex[]; block: number }): void {
    const provided = new Set<string>();
    for (const hash of init.included) {
      for (const tag of this.#waiting.get(hash)?.transaction.provides ?? []) provided.add(tag);
      this.#waiting.delete(hash);
    }
    for (const hash of init.refused) this.#remove(hash, { kind: 'invalid' });
    for (const { missing } of this.#waiting.values()) for (const tag of provided) missing.delete(tag);
    for (const { transaction, since } of [...this.#waiting.values()]) {
      if (init.block - since > this.#patience) this.#remove(transaction.hash, { kind: 'dropped' });
    }
  }

  /** The nonce after the unbroken row of waiting ones that begins at the account's nonce on chain. */
  nextNonce(signer: string, onChain: number): number {
    const nonces = new Set<number>();
    for (const { transaction } of this.#waiting.values()) {
      if (transaction.signer === signer) nonces.add(transaction.nonce);
    }
    let next = onChain;
    while (nonces.has(next)) next += 1;
    return next;
  }

  all(): readonly PoolTransaction[] {
    return [...this.#waiting.values()].map(({ transaction }) => transaction);
  }

  #inOrder(): PoolTransaction[] {
    const order: PoolTransaction[] = [];
    const provided = new Set<string>();
    let left = [...this.#waiting.values()];
    for (let before = -1; before !== order.length; ) {
      before = order.length;
      left = left.filter(({ transaction, missing }) => {
        if ([...missing].some((tag) => !provided.has(tag))) return true;
        order.push(transaction);
        for (const tag of transaction.provides) provided.add(tag);
        return false;
      });
    }
    return order;
  }

  #remove(hash: Hex, exit: PoolExit): void {
    if (this.#waiting.delete(hash)) this.#onExit(hash, exit);
  }
}
