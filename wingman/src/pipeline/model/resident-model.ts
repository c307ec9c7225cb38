import { WingmanError } from '../../errors.ts';
import type { LoadedModel, ModelMemory } from '../../ports/inference.ts';
import type { PayloadTensor } from '../../schemas/index.ts';
import type { Needs, Residency, Stay } from './residency.ts';

export interface ResidentNeeds extends Omit<Needs, 'bytes'> {
  /** Of memory. */
  readonly bytes: number;
  readonly load: () => Promise<LoadedModel>;
  readonly onFileChanged: (detail: string) => void;
}

/** A model that is in memory while it is used, and takes its share of the machine's threads when it runs. */
export class ResidentModel implements LoadedModel {
  readonly needs: ResidentNeeds;
  readonly #residency: Residency;
  #hardware = '';
  #closed = false;

  constructor(residency: Residency, needs: ResidentNeeds) {
    this.#residency = residency;
    this.needs = {
      ...needs,
      load: async () => {
        const loaded = await needs.load();
        this.#hardware = loaded.hardware;
        return loaded;
      },
    };
  }

  get hardware(): string {
    return this.#hardware;
  }

  get memory(): ModelMemory {
    const residency = this.#residency;
    return {
      holds: residency.has(this),
      load: async () => {
        if (this.#closed) throw this.#isClosed();
        residency.leave(await residency.enter(this));
      },
      unload: () => residency.unload(this, 'it was asked for'),
    };
  }

  async run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]> {
    if (this.#closed) throw this.#isClosed();
    const stay = await this.#residency.enter(this);
    try {
      return await this.#residency.compute(this.needs.threads, () => stay.loaded.run(inputs));
    } catch (error) {
      throw this.#seen(stay, error);
    } finally {
      this.#residency.leave(stay);
    }
  }

  /** One that is not in memory can be brought back: that is no failure. */
  async check(): Promise<void> {
    if (this.#closed) throw this.#isClosed();
    if (!this.#residency.has(this)) return;
    const stay = await this.#residency.enter(this);
    const { lastUsed } = stay;
    try {
      await stay.loaded.check();
    } catch (error) {
      throw this.#seen(stay, error);
    } finally {
      this.#residency.leave(stay);
      // To be looked at is not to be used.
      stay.lastUsed = lastUsed;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#residency.unload(this, 'it is served no more');
  }

  /** A file that was changed is run no more: when it is loaded again, it is compared, and fetched anew. */
  #seen(stay: Stay, error: unknown): unknown {
    if (error instanceof WingmanError && error.code === 'MODEL_FILE_CHANGED') {
      this.needs.onFileChanged(error.message);
      void this.#residency.discard(stay, 'its file was changed').catch(() => {});
    }
    return error;
  }

  #isClosed(): WingmanError {
    const { name } = this.needs;
    return new WingmanError('MODEL_UNAVAILABLE', `${name}: was closed`, { model: name });
  }
}
