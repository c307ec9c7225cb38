import type { ModelManifest, PayloadTensor } from '../schemas/index.ts';

/** A model in memory, ready to compute. Runs are serial; several may be asked for at once. */
export interface LoadedModel {
  /** Outputs in the manifest's order. Rejects with MODEL_RUN_FAILED. */
  run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]>;
  close(): Promise<void>;
}

/** Something that can run model files. */
export interface InferenceBackend {
  /** For offers and logs, for example `onnxruntime 1.30.0, cpu, 1 thread`. */
  readonly hardware: string;
  /** Rejects with MODEL_LOAD_FAILED. */
  load(path: string, manifest: ModelManifest): Promise<LoadedModel>;
  close(): Promise<void>;
}
