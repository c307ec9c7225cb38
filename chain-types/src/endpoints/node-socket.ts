import { WsProvider } from '@polkadot/api';
import { hexToU8a } from '@polkadot/util';
import type { BlockRef } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';
import type { Sighting } from './judge.ts';

/** A node is silent while it compiles a new runtime, which takes a busy machine half a minute. */
const REQUEST_TIMEOUT_MS = 60_000;
/** `twox_128("Timestamp") ++ twox_128("Now")`. */
const TIMESTAMP_KEY = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';

interface Header {
  readonly number: Hex;
}

/** One WebSocket to one endpoint, from its opening to its end; it is never opened again. */
export class NodeSocket {
  readonly provider: WsProvider;
  readonly #now: () => number;
  readonly #openedAt: number;
  #genesis: Hex | undefined;
  #lookingSince: number | null = null;
  #sighting: Sighting | null = null;
  #isOver = false;

  /** @param on `changed` is called when it opens and when it has ended */
  constructor(endpoint: string, now: () => number, on: { readonly changed: () => void }) {
    this.#now = now;
    this.#openedAt = now();
    this.provider = new WsProvider(endpoint, false, {}, REQUEST_TIMEOUT_MS);
    this.provider.on('connected', on.changed);
    this.provider.on('disconnected', () => {
      this.#isOver = true;
      on.changed();
    });
    this.provider.connect().catch(() => {
      this.#isOver = true;
    });
  }

  get isOpen(): boolean {
    return this.provider.isConnected && !this.#isOver;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get sighting(): Sighting | null {
    return this.#sighting;
  }

  /** How long a question, or the opening itself, has waited for its answer. */
  get silentMs(): number {
    if (!this.isOpen) return this.#now() - this.#openedAt;
    return this.#lookingSince === null ? 0 : this.#now() - this.#lookingSince;
  }

  /** Asks what the node has, unless it still owes an answer. @param finalised asked for at that height */
  async look(finalised: BlockRef | null): Promise<void> {
    if (!this.isOpen || this.#lookingSince !== null) return;
    this.#lookingSince = this.#now();
    try {
      this.#sighting = await this.#see(finalised);
    } catch {
      // A refusal is an answer too; a socket that ended says so by itself.
    } finally {
      this.#lookingSince = null;
    }
  }

  close(): void {
    this.#isOver = true;
    // An ended socket can't be closed once more, and one that half-opened only ends after a while.
    this.provider.disconnect().catch(() => {});
  }

  async #see(asked: BlockRef | null): Promise<Sighting> {
    const ask = <T>(method: string, params: readonly unknown[]) => this.provider.send<T>(method, [...params]);
    const [genesis, best, time, final, hash] = await Promise.all([
      this.#genesis ?? ask<Hex>('chain_getBlockHash', [0]),
      ask<Header>('chain_getHeader', []),
      ask<Hex | null>('state_getStorage', [TIMESTAMP_KEY]),
      ask<Hex>('chain_getFinalizedHead', []).then(async (hash) => {
        const { number } = await ask<Header>('chain_getHeader', [hash]);
        return { number: Number(number), hash };
      }),
      asked && ask<Hex | null>('chain_getBlockHash', [asked.number]),
    ]);
    this.#genesis = genesis;
    return {
      genesis,
      best: Number(best.number),
      finalised: final,
      bestTime: time === null ? null : numberOf(time),
      atFinalised: asked && { asked, hash },
    };
  }
}

/** A SCALE `u64`. */
function numberOf(hex: Hex): number {
  const bytes = hexToU8a(hex);
  return Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));
}
