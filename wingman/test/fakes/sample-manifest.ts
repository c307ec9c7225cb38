import type { ModelManifest } from '../../src/schemas/index.ts';

/** A manifest that is right, for an image classifier. */
export function sampleManifest(changes: Partial<ModelManifest> = {}): ModelManifest {
  return {
    version: 1,
    name: 'sample',
    description: 'tells two kinds of pixels apart',
    license: 'Apache-2.0',
    format: 'onnx',
    artifact: { sha256: `0x${'1'.repeat(64)}`, size: 1_000 },
    weightsRoot: `0x${'2'.repeat(64)}`,
    runtime: { name: 'onnxruntime', version: '1.30.0', opset: 13 },
    inputs: [{ name: 'image', datatype: 'UINT8', shape: [-1, 1, 2, 2] }],
    outputs: [{ name: 'logits', datatype: 'FP32', shape: [-1, 2] }],
    labels: ['dark', 'light'],
    preprocessing: '',
    maxBatch: 64,
    unit: 'item',
    tolerance: { logits: { relative: 1e-4 } },
    reference: [],
    tags: [],
    ...changes,
  };
}
