import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { fromOnnx, toOnnx, useBitsForHalves } from './onnx-tensors.ts';
import type { RunMessage, WorkerInit, WorkerMessage } from './worker-protocol.ts';

/** A thread with one session: `create` and `run` block it, and nothing else. */
const { path, threads, outputs } = workerData as WorkerInit;

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

try {
  const session = await InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  parentPort?.on('message', (message: RunMessage) => void run(session, message));
  send({ type: 'loaded' });
} catch (error) {
  send({ type: 'load-failed', reason: text(error) });
}
