import type { Clock } from '@airo/program';
import { blake2AsHex } from '@polkadot/util-crypto';
import { ChainError } from '../errors.ts';
import type { Hex } from '../model/ids.ts';
import type { Connection } from '../runtime/connection.ts';
import type { BlockSource, Finality, Head, HeadWatch } from './block-source.ts';
import { HeadSignal } from './head-signal.ts';

const SUBSCRIPTIONS = {
  best: ['chain_subscribeNewHeads', 'chain_unsubscribeNewHeads', 'chain_newHead'],
  finalised: ['chain_subscribeFinalizedHeads', 'chain_unsubscribeFinalizedHeads', 'chain_finalizedHead'],
} as const;

interface Header {
  readonly number: string;
  readonly parentHash: Hex;
}

/** The chain over one connection. One subscription per finality, opened at the first wait. */
export class RpcBlockSource implements BlockSource {
  readonly #connection: Connection;
  readonly #signals: Readonly<Record<Finality, HeadSignal>>;
  readonly #subscribed = new Map<Finality, Promise<() => Promise<void>>>();

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#signals = { best: new HeadSignal(clock), finalised: new HeadSignal(clock) };
  }

  async genesisHash(): Promise<Hex> {
    return this.#must(await this.hashAt(0), 'block 0');
  }

  async head(finality: Finality): Promise<Head> {
    const method = finality === 'best' ? 'chain_getBlockHash' : 'chain_getFinalizedHead';
    const hash = await this.#connection.request<Hex>(method, []);
    const header = this.#must(await this.#header(hash), `block ${hash}`);
    return { number: Number(header.number), hash, parent: header.parentHash };
  }

  hashAt(number: number): Promise<Hex | null> {
    return this.#connection.request<Hex | null>('chain_getBlockHash', [number]);
  }

  async parentOf(hash: Hex): Promise<Hex | null> {
    return (await this.#header(hash))?.parentHash ?? null;
  }

  /** Hashes of the block's extrinsics in order, each as its sender knows it. */
  async extrinsicHashes(hash: Hex): Promise<readonly Hex[]> {
    const signed = await this.#connection.request<{ block: { extrinsics: Hex[] } } | null>('chain_getBlock', [
      hash,
    ]);
    return this.#must(signed, `block ${hash}`).block.extrinsics.map((bytes) => blake2AsHex(bytes, 256));
  }

  watchHeads(finality: Finality): HeadWatch {
    return this.#signals[finality].watch(() => this.#subscribe(finality));
  }

  async close(): Promise<void> {
    for (const opened of this.#subscribed.values()) await opened.then((end) => end()).catch(() => {});
    this.#subscribed.clear();
  }

  #subscribe(finality: Finality): Promise<unknown> {
    const known = this.#subscribed.get(finality);
    if (known) return known;
    const [subscribe, unsubscribe, type] = SUBSCRIPTIONS[finality];
    const opened = this.#connection.subscribe(subscribe, unsubscribe, type, () =>
      this.#signals[finality].notify(),
    );
    this.#subscribed.set(finality, opened);
    opened.catch(() => this.#subscribed.delete(finality));
    return opened;
  }

  #header(hash: Hex): Promise<Header | null> {
    return this.#connection.request<Header | null>('chain_getHeader', [hash]).catch((error: unknown) => {
      // Some nodes answer an unknown hash with an error instead of null.
      if (error instanceof ChainError && error.code === 'RPC_FAILED') return null;
      throw error;
    });
  }

  #must<T>(value: T | null | undefined, what: string): T {
    if (value !== null && value !== undefined) return value;
    throw new ChainError('CHAIN_UNAVAILABLE', `the node doesn't know ${what} that it just named`, { what });
  }
}
