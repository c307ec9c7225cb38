import { createRequire } from 'node:module';
import type { Logger } from '@airo/program';
import { zeroInputs } from '../../../domain/zero-inputs.ts';
import { WingmanError } from '../../../errors.ts';
import type { InferenceBackend } from '../../../ports/inference.ts';
import { DEVICES, type Device } from '../../../schemas/back-ends.ts';
import type { ModelManifest } from '../../../schemas/index.ts';
import { measureMemory } from './measure-memory.ts';
import { ThreadModel, toWire } from './thread-model.ts';
import type { WorkerInit } from './worker-protocol.ts';

export interface OnnxInit {
  /** Of one run of one model. */
  readonly threads: number;
  /** Tried in this order; default: all, the fastest first. */
  readonly devices?: readonly Device[] | undefined;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** ONNX Runtime on this machine: a thread and a session per model. */
export function createOnnxBackend({ threads, devices = DEVICES, log }: OnnxInit): InferenceBackend {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  const open = new Set<ThreadModel>();
  if (devices.some((device) => device !== 'cpu')) {
    // TensorFloat-32 differs between GPUs far more than answers may. Read by CUDA when it is loaded.
    process.env.NVIDIA_TF32_OVERRIDE ??= '0';
  }
  const initOf = (path: string, manifest: ModelManifest): WorkerInit => {
    const outputs = manifest.outputs.map(({ name, datatype }) => ({ name, datatype }));
    return { path, hash: manifest.artifact.sha256, threads, devices, outputs };
  };
  return {
    place: { kind: 'here', threads, runtime: `onnxruntime ${version}, ${devices.join(', ')}` },
    async load(path, manifest) {
      const init = initOf(path ?? '', manifest);
      const model = new ThreadModel(manifest.name, `onnxruntime ${version}`, init, () => open.delete(model));
      const { device, passedOver } = await model.start();
      for (const { device: missed, reason } of passedOver) {
        log.info({ model: manifest.name, device: missed, reason }, 'a device could not take the model');
      }
      log.info({ model: manifest.name, device, threads }, 'model loaded');
      open.add(model);
      return model;
    },
    async measureMemory(path, manifest, batches) {
      const runs = batches.map((items) => zeroInputs(manifest.inputs, items).map(toWire));
      try {
        const bytes = await measureMemory({ init: initOf(path, manifest), runs });
        log.info({ model: manifest.name, bytes }, 'memory measured');
        return bytes;
      } catch (error) {
        const { name } = manifest;
        throw new WingmanError('MODEL_LOAD_FAILED', `${name}: ${(error as Error).message}`, { model: name });
      }
    },
    async close() {
      await Promise.all([...open].map((model) => model.close()));
    },
  };
}
