import type { Chain } from '../../src/ports/chain.ts';
import type { InferenceBackend } from '../../src/ports/inference.ts';
import { MemoryQueue } from './memory-queue.ts';
import type { Rig } from './rig.ts';

/** A call of a port: `store.apply`, and what it was called with. */
export type Called = (name: string, args: readonly unknown[]) => boolean;

/** Where a process is killed: as it makes a call, or when the call is done and nobody has heard of it yet. */
export interface CrashPoint {
  readonly when: 'before' | 'after';
  readonly at: Called;
}

/**
 * What a process has of the world. When it is killed, no call of its has any effect any more, and none returns: nothing
 * in it runs on, no `finally` either.
 */
export class Life {
  #point: CrashPoint | null = null;
  #dead = false;
  readonly #hanging = new Set<() => void>();
  #buried = false;

  get isOver(): boolean {
    return this.#dead;
  }

  /** Dies at the first call that fits. */
  dieAt(point: CrashPoint): void {
    this.#point = point;
  }

  /** Ends what hangs, for a test that is over. */
  bury(): void {
    this.#dead = true;
    this.#buried = true;
    for (const end of this.#hanging) end();
  }

  /** What the port does, while it lives. */
  lend<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get: (target, key) => {
        const value = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => this.#call(`${name}.${String(key)}`, value.bind(target), args);
      },
    });
  }

  #call(name: string, work: (...args: unknown[]) => unknown, args: readonly unknown[]): unknown {
    if (name === 'chain.blocks') return this.#each(work(...args) as AsyncIterable<unknown>);
    return this.#async(name, work, args);
  }

  async #async(name: string, work: (...args: unknown[]) => unknown, args: readonly unknown[]) {
    await this.#passes('before', name, args);
    const result = await work(...args);
    await this.#passes('after', name, args);
    return name === 'backend.load' ? this.lend('model', result as object) : result;
  }

  async *#each(blocks: AsyncIterable<unknown>): AsyncIterable<unknown> {
    for await (const block of blocks) {
      if (this.#dead) await this.#hang();
      yield block;
    }
  }

  async #passes(when: CrashPoint['when'], name: string, args: readonly unknown[]): Promise<void> {
    if (!this.#dead && this.#point?.when === when && this.#point.at(name, args)) this.#dead = true;
    if (this.#dead) await this.#hang();
  }

  #hang(): Promise<never> {
    return new Promise((_, reject) => {
      const end = () => reject(new TypeError('killed'));
      if (this.#buried) end();
      else this.#hanging.add(end);
    });
  }
}

/** The parts of the rig as a process of that life has them, with a queue of its own. */
export function livingParts(life: Life, rig: Rig) {
  const queue = new MemoryQueue();
  const backend: InferenceBackend = life.lend('backend', rig.backend);
  return {
    chain: life.lend<Chain>('chain', rig.chain),
    store: life.lend('store', rig.store),
    blobs: life.lend('blobs', rig.blobs),
    queue: life.lend('queue', queue),
    backendFor: () => backend,
  };
}
