import type { ModelId } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import { WingmanError } from '../../errors.ts';
import type { ModelMemory } from '../../ports/inference.ts';
import { type HostContext, hostModel, measureAgain } from './host-model.ts';
import type { ReadyModel } from './served-models.ts';

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
    return this.#inTurn(async () => {
      await hostModel(this.#context, id);
    });
  }

  /** Brings a served model into memory. @throws WingmanError MODEL_NOT_SERVED, MODEL_NOT_READY, MODEL_ELSEWHERE */
  load(id: ModelId): Promise<void> {
    return this.#inTurn(() => this.#memory(id).load());
  }

  /** Makes its room free; its next run brings it back. @throws as `load` */
  unload(id: ModelId): Promise<void> {
    return this.#inTurn(() => this.#memory(id).unload());
  }

  /** Measures a served model again, while it serves. @throws WingmanError MODEL_NOT_SERVED, MODEL_NOT_READY; what runs throw */
  measure(id: ModelId): Promise<void> {
    return this.#inTurn(() => measureAgain(this.#context, this.#ready(id)));
  }

  /** Makes the models ready that nobody asked for yet, trying those that fail again until they are or the signal aborts. */
  async keep(ids: readonly ModelId[]): Promise<void> {
    const { served } = this.#context;
    const wanted = ids.filter((id) => served.get(id) === undefined);
    for (const id of wanted) served.set({ state: 'loading', id });
    await Promise.all(wanted.map((id) => this.#keepOne(id)));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  #ready(id: ModelId): ReadyModel {
    const state = this.#context.served.get(id);
    if (state?.state === 'ready') return state;
    if (state === undefined) {
      throw new WingmanError(
        'MODEL_NOT_SERVED',
        `model ${id} is not served here: \`wingman models host ${id}\`, or POST /v1/models`,
        { model: id },
      );
    }
    const why = state.state === 'loading' ? 'is being loaded' : `is ${state.state}: ${state.reason}`;
    throw new WingmanError('MODEL_NOT_READY', `model ${id} ${why}`, { model: id });
  }

  #memory(id: ModelId): ModelMemory {
    const { loaded } = this.#ready(id);
    if (loaded.memory) return loaded.memory;
    throw new WingmanError(
      'MODEL_ELSEWHERE',
      `model ${id} runs on ${loaded.hardware}: its memory is not here`,
      {
        model: id,
      },
    );
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
