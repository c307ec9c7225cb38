import type { Logger } from '@airo/program';
import { MemoryBudget } from '../../domain/memory-budget.ts';
import { Permits } from '../../domain/permits.ts';
import { WingmanError } from '../../errors.ts';
import type { LoadedModel } from '../../ports/inference.ts';
import { ResidentModel } from './resident-model.ts';

/** A thread and a session, whatever the model. */
const SESSION_BYTES = 48 * 1024 * 1024;
/** Of memory for each byte of the model file: weights, their prepared copies, and what lies between layers. */
const BYTES_PER_FILE_BYTE = 5;
const MIB = 1024 * 1024;

export interface ResidencyInit {
  /** For all models together. */
  readonly memoryBytes: number;
  /** For all runs together. */
  readonly threads: number;
  /** Milliseconds without a run after which a model is unloaded; Infinity for never. */
  readonly idleMs: number;
  readonly log: Pick<Logger, 'info'>;
  /** Milliseconds, of a monotonic clock. */
  readonly now: () => number;
}

/** What a model takes of this machine. */
export interface Needs {
  readonly name: string;
  readonly fileBytes: number;
  /** Of memory, as it was measured before; null when nobody has. */
  readonly bytes: number | null;
  /** Of one run. */
  readonly threads: number;
}

/** Where a model comes from, and how much memory it takes where that can be found out before it is loaded. */
export interface Source {
  readonly load: () => Promise<LoadedModel>;
  readonly measure: (() => Promise<number>) | null;
  /** Called when what was loaded can't be had from its file again. */
  readonly onFileChanged?: (detail: string) => void;
}

/** A model in memory, and how many runs it has at hand. */
export interface Stay {
  readonly loaded: LoadedModel;
  readonly owner: ResidentModel;
  readonly key: string;
  users: number;
  lastUsed: number;
  onIdle: () => void;
}

/**
 * The models on this machine, within one budget of memory and one of threads. A model is loaded when it is first needed and
 * leaves when it was idle for long, or longest, and another needs its room; its next run brings it back.
 */
export class Residency {
  readonly #init: ResidencyInit;
  readonly #memory: MemoryBudget;
  readonly #threads: Permits;
  readonly #stays = new Map<ResidentModel, Stay>();
  /** Models come and go one at a time. */
  readonly #turn = new Permits(1);
  #lastKey = 0;

  constructor(init: ResidencyInit) {
    this.#init = init;
    this.#memory = new MemoryBudget(init.memoryBytes);
    this.#threads = new Permits(init.threads);
  }

  /** Bytes that loaded models hold, as measured, or estimated where they can't be. */
  get memoryUsed(): number {
    return this.#memory.used;
  }

  /** A model that is in memory now, and later when it is needed. @throws WingmanError MODEL_TOO_LARGE; what the source throws */
  async open(needs: Needs, { load, measure, onFileChanged = () => {} }: Source): Promise<ResidentModel> {
    const bytes = needs.bytes ?? (await this.#sizeUp(needs, measure));
    if (bytes > this.#memory.total) {
      throw new WingmanError(
        'MODEL_TOO_LARGE',
        `${needs.name} takes about ${mib(bytes)} of memory, all models together may have ${mib(this.#memory.total)}`,
        { model: needs.name, bytes, allowed: this.#memory.total },
      );
    }
    const model = new ResidentModel(this, { ...needs, bytes, load, onFileChanged });
    this.leave(await this.enter(model));
    return model;
  }

  /** Whether the model is in memory now. */
  has(model: ResidentModel): boolean {
    return this.#stays.has(model);
  }

  /** Brings the model into memory, unless it is there, and keeps it until `leave`. */
  async enter(model: ResidentModel): Promise<Stay> {
    const stay = this.#stays.get(model);
    if (stay) return used(stay);
    return this.#turn.run(1, async () => used(this.#stays.get(model) ?? (await this.#bringIn(model))));
  }

  leave(stay: Stay): void {
    stay.users -= 1;
    stay.lastUsed = this.#init.now();
    if (stay.users === 0) stay.onIdle();
  }

  /** Runs `work` when so many threads are free. */
  compute<T>(threads: number, work: () => Promise<T>): Promise<T> {
    return this.#threads.run(threads, work);
  }

  /** Unloads what was idle for long. */
  async sweep(): Promise<void> {
    const { idleMs, now } = this.#init;
    const idle = (stay: Stay) => stay.users === 0 && now() - stay.lastUsed > idleMs;
    if (![...this.#stays.values()].some(idle)) return;
    await this.#turn.run(1, async () => {
      for (const stay of [...this.#stays.values()].filter(idle)) await this.#sendAway(stay, 'it was idle');
    });
  }

  /** Unloads the model when its runs are done. @param why for the log */
  async unload(model: ResidentModel, why: string): Promise<void> {
    await this.#turn.run(1, async () => {
      const stay = this.#stays.get(model);
      if (stay) await this.#sendAway(stay, why);
    });
  }

  /** What is measured takes memory too, as much as is estimated, or all there is; a file that is larger is not tried. */
  async #sizeUp({ name, fileBytes }: Needs, measure: Source['measure']): Promise<number> {
    const estimate = SESSION_BYTES + BYTES_PER_FILE_BYTE * fileBytes;
    if (!measure || fileBytes > this.#memory.total) return estimate;
    return this.#turn.run(1, async () => {
      const key = await this.#makeRoom(name, Math.min(estimate, this.#memory.total));
      try {
        return await measure();
      } finally {
        this.#memory.release(key);
      }
    });
  }

  /** @param bytes no more than the whole budget @returns the key under which they are held */
  async #makeRoom(name: string, bytes: number): Promise<string> {
    const key = `${++this.#lastKey}`;
    while (!this.#memory.hold(key, bytes)) {
      const [longestIdle] = [...this.#stays.values()].sort((a, b) => a.lastUsed - b.lastUsed);
      // The budget holds this model alone, so there is always one to go while it doesn't fit.
      if (longestIdle) await this.#sendAway(longestIdle, `${name} needs its room`);
    }
    return key;
  }

  /** Unloads this one, unless it went already: the next run brings the model in anew. */
  async discard(stay: Stay, why: string): Promise<void> {
    await this.#turn.run(1, async () => {
      if (this.#stays.get(stay.owner) === stay) await this.#sendAway(stay, why);
    });
  }

  async #bringIn(model: ResidentModel): Promise<Stay> {
    const { name, bytes, load } = model.needs;
    const key = await this.#makeRoom(name, bytes);
    try {
      const stay: Stay = {
        loaded: await load(),
        owner: model,
        key,
        users: 0,
        lastUsed: this.#init.now(),
        onIdle: () => {},
      };
      this.#stays.set(model, stay);
      return stay;
    } catch (error) {
      this.#memory.release(key);
      throw error;
    }
  }

  /** Runs that come from now on wait for their turn to bring it back. */
  async #sendAway(stay: Stay, why: string): Promise<void> {
    this.#stays.delete(stay.owner);
    await new Promise<void>((resolve) => {
      stay.onIdle = resolve;
      if (stay.users === 0) resolve();
    });
    await stay.loaded.close();
    this.#memory.release(stay.key);
    this.#init.log.info({ model: stay.owner.needs.name, why }, 'model unloaded');
  }
}

function used(stay: Stay): Stay {
  stay.users += 1;
  return stay;
}

function mib(bytes: number): string {
  return `${Math.ceil(bytes / MIB)} MiB`;
}
