import { randomBytes } from 'node:crypto';
import { isDxError } from '@airo/dx-node/schemas';
import type { SoakedNode } from './nodes.ts';

const KIB = 1_024;
const MIB = 2 ** 20;
/** Keys that are asked for again; older ones have probably left the stores. */
const REMEMBERED = 400;
const MAX = { maxBytes: 32 * MIB };
/** What a blob that was evicted, deleted or given up gives; all else is a failure. */
const EXPECTED = ['DX_NOT_FOUND', 'DX_ABORTED'] as const;
/** What a get is given up with. */
const GIVEN_UP = 'DX_TIMEOUT';

export type Action = 'put' | 'get' | 'lookup' | 'delete' | 'abortedGet';

/** Mixed work for a few nodes, drawn by chance until it is stopped. */
export class SoakLoad {
  readonly done: Record<Action, number> = { put: 0, get: 0, lookup: 0, delete: 0, abortedGet: 0 };
  /** Bytes that gets brought. */
  gotBytes = 0;
  /** By error. */
  readonly failures = new Map<string, number>();
  readonly #nodes: readonly SoakedNode[];
  readonly #random: () => number;
  #known: { key: string; size: number }[] = [];

  constructor(nodes: readonly SoakedNode[], random: () => number) {
    this.#nodes = nodes;
    this.#random = random;
  }

  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const action = this.#draw();
      try {
        await this.#do(action);
        this.done[action] += 1;
      } catch (error) {
        const givenUp = action === 'abortedGet' && isDxError(error, GIVEN_UP);
        if (givenUp || EXPECTED.some((code) => isDxError(error, code))) {
          this.done[action] += 1;
          continue;
        }
        const what = `${action}: ${isDxError(error) ? error.code : String(error)}`;
        this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
      }
    }
  }

  #draw(): Action {
    const drawn = this.#random();
    if (drawn < 0.35 || this.#known.length === 0) return 'put';
    if (drawn < 0.75) return 'get';
    if (drawn < 0.85) return 'lookup';
    return drawn < 0.93 ? 'delete' : 'abortedGet';
  }

  async #do(action: Action): Promise<void> {
    const node = this.#one(this.#nodes);
    switch (action) {
      case 'put':
        await this.#put(node, this.#size());
        return;
      case 'get': {
        const { key } = this.#one(this.#known);
        this.gotBytes += (await node.client.get(key, MAX)).byteLength;
        return;
      }
      case 'lookup':
        // Nobody has it: all are asked, and the DHT.
        await node.client.stat(`0x${randomBytes(32).toString('hex')}`);
        return;
      case 'delete':
        return node.delete(this.#one(this.#known).key);
      case 'abortedGet': {
        // Of several chunks, or several sources, cut anywhere from the first look to the last chunk.
        const key = await this.#put(node, this.#random() < 0.3 ? 18 * MIB : 4 * MIB);
        const other = this.#one(this.#nodes.filter((each) => each !== node));
        await other.client.get(key, {
          ...MAX,
          signal: AbortSignal.timeout(1 + Math.floor(this.#random() * 300)),
        });
      }
    }
  }

  async #put(node: SoakedNode, size: number): Promise<string> {
    const bytes = randomBytes(size);
    const { key } = await node.client.put(bytes);
    this.#known = [...this.#known.slice(1 - REMEMBERED), { key, size }];
    return key;
  }

  /** Mostly small, some of several chunks. */
  #size(): number {
    return Math.ceil(KIB * 2 ** (this.#random() * 12));
  }

  #one<T>(of: readonly T[]): T {
    return of[Math.floor(this.#random() * of.length)] as T;
  }
}
