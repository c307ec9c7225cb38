import { ChainError } from '../../src/errors.ts';
import type { BlockRef } from '../../src/model/events.ts';
import type { Hex } from '../../src/model/ids.ts';
import type { BlockSource, Finality, Head, HeadWatch } from '../../src/stream/block-source.ts';

interface Block {
  readonly ref: BlockRef;
  readonly parent: Hex;
}

/** Hash of a block: its number and the branch it is on. */
export const hashOf = (number: number, branch = 'a'): Hex =>
  `0x${branch.charCodeAt(0).toString(16)}${number.toString(16).padStart(62, '0')}`;

/** A node's blocks, with branches, finality and a connection that can be lost. */
export class FakeBlocks implements BlockSource {
  readonly known = new Map<Hex, Block>();
  /** Methods asked since the start. */
  readonly asked: string[] = [];
  /** While true every question fails. */
  offline = false;
  genesis: Hex = hashOf(0);
  #best: Hex[] = [hashOf(0)];
  #finalised = 0;
  readonly #waiting = new Set<() => void>();

  /** Adds `count` best blocks of a branch on top of `on`, by default the head. */
  grow(count: number, branch = 'a', on = this.#best.length - 1): void {
    this.#best = this.#best.slice(0, on + 1);
    for (let added = 0; added < count; added += 1) {
      const number = this.#best.length;
      const parent = this.#best[number - 1] ?? hashOf(0);
      const ref = { number, hash: hashOf(number, branch) };
      this.known.set(ref.hash, { ref, parent });
      this.#best.push(ref.hash);
    }
    this.notify();
  }

  finalise(number: number): void {
    this.#finalised = number;
    this.notify();
  }

  notify(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  async genesisHash(): Promise<Hex> {
    this.#ask('genesisHash');
    return this.genesis;
  }

  async head(finality: Finality): Promise<Head> {
    this.#ask('head');
    const number = finality === 'best' ? this.#best.length - 1 : this.#finalised;
    const hash = this.#best[number] ?? hashOf(0);
    return { number, hash, parent: this.known.get(hash)?.parent ?? '0x' };
  }

  async hashAt(number: number): Promise<Hex | null> {
    this.#ask('hashAt');
    return this.#best[number] ?? null;
  }

  async parentOf(hash: Hex): Promise<Hex | null> {
    this.#ask('parentOf');
    return this.known.get(hash)?.parent ?? null;
  }

  watchHeads(): HeadWatch {
    let heard = false;
    let wake = () => {};
    const hear = () => {
      heard = true;
      wake();
    };
    this.#waiting.add(hear);
    return {
      changed: (signal) =>
        new Promise((resolve, reject) => {
          wake = () => {
            heard = false;
            resolve();
          };
          if (heard) wake();
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      close: () => {
        this.#waiting.delete(hear);
      },
    };
  }

  #ask(method: string): void {
    this.asked.push(method);
    if (this.offline) throw new ChainError('CHAIN_UNAVAILABLE', 'offline', {});
  }
}
