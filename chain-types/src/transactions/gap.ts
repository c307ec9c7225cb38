import { ERA_BLOCKS, refusalOf } from './queue-errors.ts';
import type { SignedTransaction, TransactionChain } from './transaction-chain.ts';

/** How many included transactions are kept, to be sent again should their blocks be retracted. */
const REMEMBERED = 64;

/**
 * Closes the gaps in an account's nonces that a pool leaves when it drops a transaction, so that those behind it needn't
 * wait for the next call.
 */
export class GapFiller {
  readonly #chain: TransactionChain;
  readonly #included = new Map<number, SignedTransaction>();

  constructor(chain: TransactionChain) {
    this.#chain = chain;
  }

  /** It was in a block: should that be retracted and the nonce be free again, the same bytes go there. */
  remember(nonce: number, transaction: SignedTransaction): void {
    this.#included.set(nonce, transaction);
    this.#included.delete(nonce - REMEMBERED);
  }

  /**
   * Sees to it that the pool has something at every nonce from the one that it waits for up to `first`.
   * @returns whether the pool waits for the nonce `first` itself
   */
  async fill(first: number): Promise<boolean> {
    const next = await this.#chain.nextNonce();
    for (let nonce = next; nonce < first; nonce += 1) await this.#fillOne(nonce);
    return next <= first;
  }

  async #fillOne(nonce: number): Promise<void> {
    const before = this.#included.get(nonce);
    if (before && (await this.#taken(before))) return;
    const birth = await this.#chain.anchor();
    await this.#taken(await this.#chain.sign({ calls: [], nonce, birth, eraBlocks: ERA_BLOCKS }));
  }

  async #taken({ bytes }: SignedTransaction): Promise<boolean> {
    try {
      await this.#chain.submit(bytes);
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal === 'known' || refusal === 'outbid' || refusal === 'stale';
    }
  }
}
