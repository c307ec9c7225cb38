import type { Hex, ModelId } from '@airo/chain-types';
import type { Benchmark } from '../../domain/benchmark.ts';
import type { LoadedModel } from '../../ports/inference.ts';
import type { ModelManifest } from '../../schemas/index.ts';

/** A model that can be run now. */
export interface ReadyModel {
  readonly state: 'ready';
  readonly id: ModelId;
  /** SHA-256 of the manifest. */
  readonly manifestHash: Hex;
  readonly manifest: ModelManifest;
  readonly loaded: LoadedModel;
  readonly benchmark: Benchmark;
}

export type ServedState =
  | ReadyModel
  /** It was ready, and will be when its server is. */
  | {
      readonly state: 'away';
      readonly id: ModelId;
      readonly code: string;
      readonly reason: string;
      readonly model: ReadyModel;
    }
  | { readonly state: 'loading'; readonly id: ModelId }
  | { readonly state: 'failed'; readonly id: ModelId; readonly code: string; readonly reason: string };

/** The models that this process serves, by number. */
export class ServedModels {
  readonly #states = new Map<ModelId, ServedState>();
  readonly #waiting = new Set<() => void>();

  get(id: ModelId): ServedState | undefined {
    return this.#states.get(id);
  }

  set(state: ServedState): void {
    this.#states.set(state.id, state);
    this.#changed();
  }

  delete(id: ModelId): void {
    this.#states.delete(id);
    this.#changed();
  }

  /** Resolves when the model is not, or no longer, being loaded. Rejects with the signal's reason. */
  async loaded(id: ModelId, signal: AbortSignal): Promise<void> {
    while (this.#states.get(id)?.state === 'loading') {
      signal.throwIfAborted();
      const changed = Promise.withResolvers<void>();
      this.#waiting.add(changed.resolve);
      signal.addEventListener('abort', changed.resolve as () => void, { once: true });
      await changed.promise;
      signal.removeEventListener('abort', changed.resolve as () => void);
      this.#waiting.delete(changed.resolve);
    }
  }

  list(): readonly ServedState[] {
    return [...this.#states.values()].sort((a, b) => a.id - b.id);
  }

  /** Ready, and loaded for this very manifest. */
  ready(id: ModelId, manifestHash: Hex): ReadyModel | undefined {
    const state = this.#states.get(id);
    return state?.state === 'ready' && state.manifestHash === manifestHash ? state : undefined;
  }

  #changed(): void {
    for (const look of this.#waiting) look();
  }
}
