import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { WingmanError } from '../../errors.ts';
import type { InferenceBackend, LoadedModel } from '../../ports/inference.ts';
import type { ModelManifest, PayloadTensor } from '../../schemas/index.ts';
import type { RunMessage, WireTensor, WorkerInit, WorkerMessage } from './worker-protocol.ts';

const WORKER = new URL('./onnx-worker.ts', import.meta.url);

/** ONNX Runtime on the CPU: a thread and a session per model. @param threads for one run of one model */
export function createOnnxBackend({ threads }: { threads: number }): InferenceBackend {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  const open = new Set<LoadedModel>();
  return {
    hardware: `onnxruntime ${version}, cpu, ${threads} thread${threads === 1 ? '' : 's'}`,
    async load(path, manifest) {
      const outputs = manifest.outputs.map(({ name, datatype }) => ({ name, datatype }));
      const model = new ThreadModel(manifest, { path, threads, outputs });
      await model.start();
      open.add(model);
      return model;
    },
    async close() {
      await Promise.all([...open].map((model) => model.close()));
      open.clear();
    },
  };
}

interface Waiting {
  readonly resolve: (outputs: readonly PayloadTensor[]) => void;
  readonly reject: (error: Error) => void;
}

/** A model in a thread of its own. A thread that dies fails its runs and is replaced at the next one. */
class ThreadModel implements LoadedModel {
  readonly #manifest: ModelManifest;
  readonly #init: WorkerInit;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Promise<Worker> | undefined;
  #lastId = 0;

  constructor(manifest: ModelManifest, init: WorkerInit) {
    this.#manifest = manifest;
    this.#init = init;
  }

  async start(): Promise<Worker> {
    this.#worker ??= this.#spawn();
    return this.#worker;
  }

  async run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]> {
    const worker = await this.start();
    const id = ++this.#lastId;
    const message: RunMessage = { id, inputs: inputs.map(copy) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage(
        message,
        message.inputs.map(({ data }) => data.buffer),
      );
    });
  }

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    this.#worker = undefined;
    await worker?.terminate();
  }

  #spawn(): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(WORKER, { workerData: this.#init });
      const dead = (reason: string) => {
        this.#worker = undefined;
        reject(this.#error('MODEL_LOAD_FAILED', reason));
        for (const { reject: fail } of this.#waiting.values()) fail(this.#error('MODEL_RUN_FAILED', reason));
        this.#waiting.clear();
      };
      worker.on('error', (error) => dead(error.message));
      worker.on('exit', (code) => dead(`its thread ended with code ${code}`));
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'loaded') resolve(worker);
        else if (message.type === 'load-failed') {
          dead(message.reason);
          void worker.terminate();
        } else this.#settle(message);
      });
    });
  }

  #settle(message: Extract<WorkerMessage, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'done') waiting?.resolve(message.outputs);
    else waiting?.reject(this.#error('MODEL_RUN_FAILED', message.reason));
  }

  #error(code: 'MODEL_LOAD_FAILED' | 'MODEL_RUN_FAILED', reason: string): WingmanError {
    const { name } = this.#manifest;
    return new WingmanError(code, `${name}: ${reason}`, { model: name });
  }
}

/** The tensor with memory of its own, which can be moved to the other thread. */
function copy({ name, datatype, shape, data }: PayloadTensor): WireTensor {
  return { name, datatype, shape, data: Uint8Array.from(data) };
}
