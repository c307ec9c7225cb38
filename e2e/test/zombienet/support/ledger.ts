import type { ChainClient, ChainEvent } from '@airo/chain-types';

/** What finalised blocks say happened, each thing as often as it happened. */
export class Ledger {
  readonly #events: ChainEvent[] = [];
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #error: unknown;

  /** @param chain of a node that keeps the state of blocks for long */
  constructor(chain: ChainClient) {
    this.#done = this.#follow(chain).catch((error) => {
      this.#error = error;
    });
  }

  /** @throws when blocks were missed */
  of<T extends ChainEvent['type']>(type: T): Extract<ChainEvent, { type: T }>[] {
    if (this.#error) throw this.#error;
    return this.#events.filter((event): event is Extract<ChainEvent, { type: T }> => event.type === type);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #follow(chain: ChainClient): Promise<void> {
    const after = await chain.head('finalised');
    const { signal } = this.#stop;
    for await (const { events } of chain.blocks({ after, finality: 'finalised', signal })) {
      this.#events.push(...events.map(({ event }) => event));
    }
  }
}
