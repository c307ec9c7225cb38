import type { AgreementId, ChainClient, ChainEvent } from '@airo/chain-types';

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

  /** Settlements of these agreements, summed; `due` is what units × price of each comes to. In planck. */
  paid(agreements: readonly AgreementId[]) {
    const prices = new Map(this.of('execution.AgreementOpened').map((e) => [e.agreement, e.price]));
    const sum = { units: 0, provider: 0n, royalty: 0n, commission: 0n, due: 0n };
    for (const e of this.of('execution.Settled').filter((each) => agreements.includes(each.agreement))) {
      sum.units += e.units;
      sum.provider += e.provider;
      sum.royalty += e.royalty;
      sum.commission += e.commission;
      sum.due += BigInt(e.units) * (prices.get(e.agreement) ?? 0n);
    }
    return sum;
  }

  /** `agreement/index` of every answer in final blocks. */
  responses(agreements: readonly AgreementId[]): readonly string[] {
    return this.of('execution.Responded')
      .filter((e) => agreements.includes(e.agreement))
      .map((e) => `${e.agreement}/${e.index}`);
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
