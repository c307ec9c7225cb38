import type { Clock, Logger } from '@airo/program';
import type { Capacity } from '../../domain/capacity.ts';
import type { Store } from '../../ports/store.ts';
import type { ServedModels } from './served-models.ts';
import { SERVED_STATE, WORKER_STATES, type WorkerState, workerStateSchema } from './shared-models.ts';

const EVERY_MS = 3_000;
/** A worker that was not heard of for so long takes no jobs any more. */
const SILENT_MS = 20_000;

export interface WatchContext {
  readonly store: Pick<Store, 'states' | 'saveState'>;
  readonly served: ServedModels;
  readonly capacity: Capacity;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds, of a monotonic clock. */
  readonly monotonic: () => number;
}

interface Heard {
  readonly beat: number;
  readonly at: number;
  readonly models: WorkerState['models'];
}

/** Counts what live workers have measured into what is sold, and tells them what is served. */
export class WorkerWatch {
  readonly #context: WatchContext;
  readonly #heard = new Map<string, Heard>();
  #told = '';

  constructor(context: WatchContext) {
    this.#context = context;
  }

  /** Looks every few seconds until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#context;
    while (!signal.aborted) {
      await this.look().catch((error) => log.warn({ err: error }, 'workers can not be looked after'));
      await clock.wait(EVERY_MS, signal).catch(() => {});
    }
  }

  async look(): Promise<void> {
    const { store, served, capacity, monotonic } = this.#context;
    for (const [name, value] of await store.states(WORKER_STATES)) {
      const { data } = workerStateSchema.safeParse(value);
      if (!data || this.#heard.get(name)?.beat === data.beat) continue;
      this.#heard.set(name, { ...data, at: monotonic() });
    }
    const isOther = (model: WorkerState['models'][number]) => {
      const own = served.get(model.model);
      return own?.state === 'ready' && own.manifestHash !== model.manifest;
    };
    capacity.setHelpers(
      [...this.#heard.values()].flatMap(({ at, models }) =>
        models
          .filter((model) => !isOther(model))
          .map((model) => ({ ...model, live: monotonic() - at <= SILENT_MS })),
      ),
    );
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const { store, served } = this.#context;
    const ready = served.list().filter((state) => state.state === 'ready');
    const models = ready.map(({ id, manifestHash }) => ({ model: id, manifest: manifestHash }));
    const text = JSON.stringify(models);
    if (text === this.#told) return;
    await store.saveState(SERVED_STATE, models);
    this.#told = text;
  }
}
