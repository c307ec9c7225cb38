import type { ModelId } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import { type HostContext, hostModel } from './host-model.ts';

const RETRY_MS = 10_000;

/** Keeps models ready: one at a time, again and again while they fail. */
export class ModelDesk {
  readonly #context: HostContext;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(context: HostContext, clock: Clock, signal: AbortSignal) {
    this.#context = context;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Makes one model ready, after those asked for before. Rejects when it can't be. */
  host(id: ModelId): Promise<void> {
    const mine = this.#turn.then(async () => {
      await hostModel(this.#context, id);
    });
    this.#turn = mine.catch(() => {});
    return mine;
  }

  /** Makes the models ready that nobody asked for yet, trying those that fail again until they are or the signal aborts. */
  async keep(ids: readonly ModelId[]): Promise<void> {
    const { served } = this.#context;
    const wanted = ids.filter((id) => served.get(id) === undefined);
    for (const id of wanted) served.set({ state: 'loading', id });
    await Promise.all(wanted.map((id) => this.#keepOne(id)));
  }

  async #keepOne(id: ModelId): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        await this.host(id);
        return;
      } catch (error) {
        this.#context.log.warn({ err: error, model: id }, 'a model could not be made ready; trying again');
        await this.#clock.wait(RETRY_MS, this.#signal).catch(() => {});
      }
    }
  }
}
