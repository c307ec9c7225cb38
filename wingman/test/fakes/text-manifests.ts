import type { ModelManifest } from '../../src/schemas/index.ts';
import { sampleManifest } from './sample-manifest.ts';

const opaque = {
  format: 'opaque',
  weightsRoot: `0x${'1'.repeat(64)}`,
  runtime: { name: 'vllm', version: '0.11.0' },
  labels: undefined,
  maxBatch: 4,
} as const;

/** A model that chats. */
export function chatManifest(changes: Partial<ModelManifest> = {}): ModelManifest {
  return sampleManifest({
    ...opaque,
    name: 'chatter',
    inputs: [{ name: 'request', datatype: 'BYTES', shape: [-1] }],
    outputs: [{ name: 'answer', datatype: 'BYTES', shape: [-1] }],
    tolerance: { answer: { exact: true } },
    generation: { temperature: 0, seed: 7 },
    ...changes,
  });
}

/** A model that makes vectors of texts. */
export function embeddingsManifest(changes: Partial<ModelManifest> = {}): ModelManifest {
  return sampleManifest({
    ...opaque,
    name: 'embedder',
    inputs: [{ name: 'text', datatype: 'BYTES', shape: [-1] }],
    outputs: [{ name: 'vector', datatype: 'FP32', shape: [-1, 3] }],
    tolerance: { vector: { relative: 1e-4 } },
    ...changes,
  });
}
