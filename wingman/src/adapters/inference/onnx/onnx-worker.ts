import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import type { Device } from '../../../schemas/back-ends.ts';
import { fromOnnx, toOnnx, useBitsForHalves } from './onnx-tensors.ts';
import type { PassedOver, RunMessage, WorkerInit, WorkerMessage } from './worker-protocol.ts';

/** A thread with one session: `create` and `run` block it, and nothing else. */
const { path, threads, devices, outputs } = workerData as WorkerInit;

useBitsForHalves();

const text = (error: unknown) => (error instanceof Error ? error.message : String(error));

function send(message: WorkerMessage): void {
  const moved = message.type === 'done' ? message.outputs.map(({ data }) => data.buffer) : [];
  parentPort?.postMessage(message, moved);
}

async function run(session: InferenceSession, { id, inputs }: RunMessage): Promise<void> {
  try {
    const feeds = Object.fromEntries(inputs.map((input) => [input.name, toOnnx(input)]));
    const results = await session.run(
      feeds,
      outputs.map(({ name }) => name),
    );
    const wire = outputs.flatMap(({ name, datatype }) => {
      const tensor = results[name];
      return tensor ? [fromOnnx(name, datatype, tensor)] : [];
    });
    send({ type: 'done', id, outputs: wire });
  } catch (error) {
    send({ type: 'failed', id, reason: text(error) });
  }
}

/** The library of a device that comes in one of its own; on Linux, where they are. */
function library(device: Device): string {
  const root = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const name = `libonnxruntime_providers_${device}.so`;
  return join(root, 'bin', 'napi-v6', process.platform, process.arch, name);
}

/** Looked for before it is asked for, because ONNX Runtime writes its complaint to stderr by itself. */
function isInstalled(device: Device): boolean {
  return device === 'cpu' || process.platform !== 'linux' || existsSync(library(device));
}

/** The first device that takes the model: asking for one that isn't here throws. */
async function open(): Promise<{ session: InferenceSession; device: Device; passedOver: PassedOver[] }> {
  const passedOver: PassedOver[] = [];
  for (const device of devices) {
    if (!isInstalled(device)) {
      const reason = `ONNX Runtime's library for it is not installed (${library(device)})`;
      passedOver.push({ device, reason });
      continue;
    }
    try {
      const session = await InferenceSession.create(path, {
        executionProviders: [device],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      return { session, device, passedOver };
    } catch (error) {
      passedOver.push({ device, reason: text(error) });
    }
  }
  throw new AggregateError([], passedOver.map(({ device, reason }) => `${device}: ${reason}`).join('; '));
}

try {
  const { session, device, passedOver } = await open();
  parentPort?.on('message', (message: RunMessage) => void run(session, message));
  send({ type: 'loaded', device, passedOver });
} catch (error) {
  send({ type: 'load-failed', reason: text(error) });
}
