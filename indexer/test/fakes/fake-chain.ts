import {
  type AccountId,
  accountId,
  type BlockRef,
  type ChainParameters,
  type Hex,
  planck,
} from '@airo/chain-types';
import type { BlockFacts } from '../../src/domain/block-facts.ts';
import { deal, emptyFacts, genesisFacts, hashOf } from '../../src/measure/synthetic.ts';
import type { IndexedChain } from '../../src/ports/chain.ts';

/** A chain whose blocks a test makes, with branches and finality as a node has them. */
export class FakeChain implements IndexedChain {
  readonly genesisHash = hashOf(0);
  readonly treasury = accountId('5Treasury');
  readonly blockTimeMs = 3_000;
  readonly modelCollection = 0;
  /** Fails the next time that blocks are asked for. */
  failure: Error | null = null;
  #best: BlockFacts[] = [genesisFacts()];
  #finalised = 0;
  readonly #waiting = new Set<() => void>();

  /** Number of the best block. */
  get bestNumber(): number {
    return this.#best.length - 1;
  }

  /** Puts best blocks on top of block `on`, by default the best one. */
  grow(events: readonly BlockFacts['events'][], branch = 'a', on = this.#best.length - 1): void {
    this.#best = this.#best.slice(0, on + 1);
    for (const list of events) {
      const parent = this.#best.at(-1)?.block.hash ?? this.genesisHash;
      this.#best.push({ ...emptyFacts(this.#best.length, branch), parent, events: list });
    }
    this.#wake();
  }

  /** A whole deal in each of so many blocks. */
  growDeals(count: number, branch = 'a', on = this.#best.length - 1): void {
    this.grow(
      Array.from({ length: count }, (_, i) => deal(on + 1 + i)),
      branch,
      on,
    );
  }

  finalise(number: number): void {
    this.#finalised = number;
    this.#wake();
  }

  async head(finality: 'best' | 'finalised'): Promise<BlockRef> {
    return (finality === 'best' ? this.#best.at(-1) : this.#best[this.#finalised])?.block ?? this.#genesisRef;
  }

  async genesis(): Promise<BlockFacts> {
    return genesisFacts();
  }

  async *blocks(after: BlockRef, signal: AbortSignal): AsyncGenerator<BlockFacts> {
    for (let next = after.number + 1; !signal.aborted; ) {
      const failure = this.failure;
      this.failure = null;
      if (failure) throw failure;
      const facts = next <= this.#finalised ? this.#best[next] : undefined;
      if (facts) {
        next += 1;
        yield facts;
      } else {
        await new Promise<void>((resolve) => {
          this.#waiting.add(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    }
  }

  async parameters() {
    const [none, one] = [{}, { maxRoyalty: planck(10n ** 12n) }];
    return { models: one, providers: none, marketplace: none, execution: none } as unknown as ChainParameters;
  }

  async money(_account: AccountId, _block: Hex) {
    const none = planck(0n);
    return {
      free: planck(7n),
      orders: none,
      agreements: none,
      bonds: none,
      challenges: none,
      claimable: none,
    };
  }

  get #genesisRef(): BlockRef {
    return { number: 0, hash: this.genesisHash };
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
