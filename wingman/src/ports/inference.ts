import type { ModelManifest, PayloadTensor } from '../schemas/index.ts';

/** A model that is ready to compute. Several runs may be asked for at once; how many go on at once is its own business. */
export interface LoadedModel {
  /** For offers and logs, for example `onnxruntime 1.30.0, cpu, 1 thread`. */
  readonly hardware: string;
  /** Runs that may go on at once because that can be faster; absent for one. */
  readonly concurrency?: number;
  /**
   * Outputs in the manifest's order. Rejects with MODEL_RUN_FAILED (this payload, always), MODEL_INPUT_REFUSED (the
   * sender's mistake), MODEL_UNAVAILABLE or MODEL_LOAD_FAILED (any payload, for now).
   */
  run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]>;
  /** Resolves when it could run now. Rejects with MODEL_UNAVAILABLE, or MODEL_LOAD_FAILED when it became another model. */
  check(): Promise<void>;
  /** Inputs to measure it on, for models that zeros tell nothing. */
  sample?(items: number): readonly PayloadTensor[];
  /** What it takes of this machine's memory; a model that runs elsewhere has none. */
  readonly memory?: ModelMemory;
  /** What runs is ended with MODEL_UNAVAILABLE. */
  close(): Promise<void>;
}

/** Where a model's weights are. */
export interface ModelMemory {
  /** Whether they are in memory now. */
  readonly holds: boolean;
  /** Brings them there, for the next run to be as fast as any. @throws what loading throws */
  load(): Promise<void>;
  /** Makes their room free once its runs are done; the next run brings them back. */
  unload(): Promise<void>;
}

/** Where models run: here, where they share memory and threads, or on a server that has its own. */
export type Place =
  | {
      readonly kind: 'here';
      /** Of one run. */
      readonly threads: number;
      /** What was measured holds for one and the same. */
      readonly runtime: string;
    }
  | { readonly kind: 'server'; readonly url: string };

/** Something that can run models. */
export interface InferenceBackend {
  readonly place: Place;
  /**
   * Rejects with MODEL_LOAD_FAILED, or MODEL_UNAVAILABLE when trying again may help.
   * @param path of the model file; null when it is not needed because the model runs elsewhere
   */
  load(path: string | null, manifest: ModelManifest): Promise<LoadedModel>;
  /**
   * Bytes of this machine's memory that the model takes at most when it is loaded and run with so many items, found out in
   * a process of its own. Rejects with MODEL_LOAD_FAILED. Absent where memory isn't this machine's care, or isn't known.
   */
  measureMemory?(path: string, manifest: ModelManifest, batches: readonly number[]): Promise<number>;
  close(): Promise<void>;
}
