import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOnnxBackend } from '../../../src/adapters/inference/onnx-backend.ts';
import { manifestFromOnnx } from '../../../src/onnx/index.ts';
import type { InferenceBackend, LoadedModel } from '../../../src/ports/inference.ts';
import { type ModelManifest, parseManifest, tensorOf, tensorValues } from '../../../src/schemas/index.ts';
import { FakeBackend } from '../../fakes/fake-backend.ts';
import { onnxFile } from '../../fakes/onnx-file.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';

const MODELS = new URL('../../../../models/', import.meta.url).pathname;
const RESNET = `${MODELS}fashion-resnet20.onnx`;
const PIXELS = 28 * 28;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airo-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

const resnet = async () => parseManifest(await readFile(`${MODELS}fashion-resnet20.manifest.json`));

const backends: [
  string,
  () => { backend: InferenceBackend; manifest: () => Promise<ModelManifest>; path: string },
][] = [
  ['a fake', () => ({ backend: new FakeBackend(), manifest: async () => sampleManifest(), path: '' })],
  ['ONNX Runtime', () => ({ backend: createOnnxBackend({ threads: 1 }), manifest: resnet, path: RESNET })],
];

describe.each(backends)('inference by %s', (_, make) => {
  const { backend, manifest, path } = make();
  let model: LoadedModel;
  let image: (seed: number, items: number) => ReturnType<typeof tensorOf>;
  beforeAll(async () => {
    const loaded = await manifest();
    const item = loaded.inputs[0]?.shape.slice(1) ?? [];
    const size = item.reduce((a, b) => a * b, 1);
    image = (seed, items) =>
      tensorOf(
        'image',
        'UINT8',
        [items, ...item],
        Uint8Array.from({ length: items * size }, (__, i) => (i * seed) % 251),
      );
    model = await backend.load(path, loaded);
  });
  afterAll(() => backend.close());

  it('gives the outputs that the manifest names, one row an item', async () => {
    const [output, ...others] = await model.run([image(7, 3)]);
    expect(others).toEqual([]);
    expect(output).toMatchObject({
      name: 'logits',
      datatype: 'FP32',
      shape: [3, (await manifest()).labels?.length],
    });
  });

  it('gives an item the same bytes alone and in a batch, and leaves the input as it was', async () => {
    const batch = image(7, 4);
    const before = Uint8Array.from(batch.data);
    const [together] = await model.run([batch]);
    expect(batch.data).toEqual(before);
    const size = batch.data.length / 4;
    const third = {
      ...batch,
      shape: [1, ...batch.shape.slice(1)],
      data: batch.data.subarray(2 * size, 3 * size),
    };
    const [alone] = await model.run([third]);
    const row = alone?.data.length ?? 0;
    expect(together?.data.slice(2 * row, 3 * row)).toEqual(alone?.data.slice());
  });

  it('answers runs that were asked for at once, each with its own', async () => {
    const [a, b] = await Promise.all([model.run([image(3, 1)]), model.run([image(5, 2)])]);
    expect([a[0]?.shape[0], b[0]?.shape[0]]).toEqual([1, 2]);
  });
});

describe('ONNX Runtime', () => {
  const backend = createOnnxBackend({ threads: 1 });
  afterAll(() => backend.close());

  it('tells at least 92 of the first 100 test pictures right', async () => {
    const [images, labels] = await Promise.all([
      readFile(`${MODELS}fashion-test-images-512.u8`),
      readFile(`${MODELS}fashion-test-labels-512.u8`),
    ]);
    const model = await backend.load(RESNET, await resnet());
    const pictures = Uint8Array.from(images.subarray(0, 100 * PIXELS));
    const [logits] = await model.run([tensorOf('image', 'UINT8', [100, 1, 28, 28], pictures)]);
    const scores = logits ? tensorValues(logits, 'FP32') : new Float32Array();
    const right = Array.from({ length: 100 }, (_, i) => {
      const row = [...scores.subarray(i * 10, (i + 1) * 10)];
      return row.indexOf(Math.max(...row)) === labels[i];
    }).filter(Boolean);
    expect(right.length).toBeGreaterThanOrEqual(92);
    await model.close();
  });

  it.each([
    ['UINT8', 2, Uint8Array.of(1, 2)],
    ['INT64', 7, BigInt64Array.of(-1n, 2n ** 62n)],
    ['FP64', 11, Float64Array.of(0.5, -1e300)],
    ['FP16', 10, Uint16Array.of(0x3c00, 0xbc00)],
    ['BOOL', 9, Uint8Array.of(1, 0)],
  ] as const)('passes %s through an identity unchanged', async (datatype, type, values) => {
    const file = onnxFile({ inputs: [{ name: 'x', type }], outputs: [{ name: 'y', type }] });
    const path = join(folder, `${datatype}.onnx`);
    await writeFile(path, file);
    const manifest = await manifestFromOnnx(file, facts);
    const model = await backend.load(path, manifest);
    const input = tensorOf('x', datatype, [1, 2], values as never);
    const [output] = await model.run([input]);
    expect(output).toMatchObject({ name: 'y', datatype, shape: [1, 2] });
    expect(output?.data).toEqual(new Uint8Array(input.data));
  });

  it('passes texts through, whatever their length', async () => {
    const file = onnxFile({ inputs: [{ name: 'x', type: 8 }], outputs: [{ name: 'y', type: 8 }] });
    const path = join(folder, 'text.onnx');
    await writeFile(path, file);
    const model = await backend.load(path, await manifestFromOnnx(file, facts));
    const data = Uint8Array.of(0, 0, 0, 0, 2, 0, 0, 0, 0xc3, 0xa9);
    const [output] = await model.run([{ name: 'x', datatype: 'BYTES', shape: [1, 2], data }]);
    expect([...(output?.data ?? [])]).toEqual([...data]);
  });

  it('says by code when a file is no model and when a run fails, and runs on', async () => {
    const path = join(folder, 'noise.onnx');
    await writeFile(path, 'noise');
    await expect(backend.load(path, sampleManifest())).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
    const model = await backend.load(RESNET, await resnet());
    const wrong = tensorOf('image', 'UINT8', [1, 1, 2, 2], new Uint8Array(4));
    await expect(model.run([wrong])).rejects.toMatchObject({ code: 'MODEL_RUN_FAILED' });
    const right = tensorOf('image', 'UINT8', [1, 1, 28, 28], new Uint8Array(PIXELS));
    expect(await model.run([right])).toHaveLength(1);
  });
});

const facts = {
  name: 'identity',
  description: '',
  license: 'Apache-2.0',
  preprocessing: '',
  maxBatch: 8,
  tags: [],
  runtimeVersion: '1.30.0',
};
