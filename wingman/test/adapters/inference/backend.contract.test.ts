import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createOipBackend } from '../../../src/adapters/inference/oip/oip-backend.ts';
import { createOnnxBackend } from '../../../src/adapters/inference/onnx/onnx-backend.ts';
import { textTensor } from '../../../src/adapters/inference/openai/chat.ts';
import { createOpenaiBackend } from '../../../src/adapters/inference/openai/openai-backend.ts';
import { manifestFromOnnx } from '../../../src/onnx/index.ts';
import { writeOnnx } from '../../../src/onnx/write.ts';
import { Residency } from '../../../src/pipeline/model/residency.ts';
import { DEVICES, type Device } from '../../../src/schemas/back-ends.ts';
import { parseManifest, tensorOf, tensorValues } from '../../../src/schemas/index.ts';
import { FakeBackend } from '../../fakes/fake-backend.ts';
import { onnxFile } from '../../fakes/onnx-file.ts';
import { silent } from '../../fakes/rig.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';
import { oipSettings, openaiSettings } from '../../fakes/server-settings.ts';
import { chatManifest, embeddingsManifest } from '../../fakes/text-manifests.ts';
import { startOipServer } from '../../support/oip-server.ts';
import { startOpenaiServer } from '../../support/openai-server.ts';
import { backendSuite, pictures } from './backend-suite.ts';

const MODELS = new URL('../../../../models/', import.meta.url).pathname;
const RESNET = `${MODELS}fashion-resnet20.onnx`;
const PIXELS = 28 * 28;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airo-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

const resnet = async () => parseManifest(await readFile(`${MODELS}fashion-resnet20.manifest.json`));

backendSuite('a fake', async () => {
  const manifest = sampleManifest();
  return { backend: new FakeBackend(), manifest, path: '', inputs: pictures(manifest) };
});

backendSuite('ONNX Runtime', async () => {
  const manifest = await resnet();
  return {
    backend: createOnnxBackend({ threads: 1, log: silent }),
    manifest,
    path: RESNET,
    inputs: pictures(manifest),
  };
});

for (const binary of [true, false]) {
  backendSuite(`the Open Inference Protocol in ${binary ? 'bytes' : 'JSON'}`, async () => {
    const manifest = sampleManifest();
    const server = await startOipServer(manifest, { binary });
    return {
      backend: createOipBackend(oipSettings(server.url), { clock: systemClock }),
      manifest,
      path: null,
      inputs: pictures(manifest),
      close: server.close,
    };
  });
}

backendSuite('an OpenAI chat', async () => {
  const server = await startOpenaiServer('small');
  const say = (content: string) => JSON.stringify({ messages: [{ role: 'user', content }] });
  return {
    backend: createOpenaiBackend(openaiSettings(server.url), { clock: systemClock }),
    manifest: chatManifest(),
    path: null,
    inputs: (seed, items) => [
      textTensor(
        'request',
        Array.from({ length: items }, (_, i) => say(`${seed} ${i}`)),
      ),
    ],
    close: server.close,
  };
});

backendSuite('OpenAI embeddings', async () => {
  const server = await startOpenaiServer('small');
  return {
    backend: createOpenaiBackend(openaiSettings(server.url), { clock: systemClock }),
    manifest: embeddingsManifest(),
    path: null,
    inputs: (seed, items) => [
      textTensor(
        'text',
        Array.from({ length: items }, (_, i) => 'x'.repeat(seed + i)),
      ),
    ],
    close: server.close,
  };
});

describe('ONNX Runtime', () => {
  const backend = createOnnxBackend({ threads: 1, log: silent });
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

  it('steps down from device to device, and says why', async () => {
    const said: { device?: string; reason?: string }[] = [];
    const log = { info: (data: object) => said.push(data), warn: () => {} } as never;
    const every = createOnnxBackend({ threads: 1, log });
    const model = await every.load(RESNET, await resnet());
    const used = said.at(-1)?.device ?? '';
    const passedOver = said.slice(0, -1);
    expect(passedOver.map(({ device }) => device)).toEqual(DEVICES.slice(0, DEVICES.indexOf(used as Device)));
    for (const { reason } of passedOver) expect(reason).not.toBe('');
    expect(model.hardware).toMatch(new RegExp(`^onnxruntime [0-9.]+, ${used}, 1 thread$`));
    await every.close();
  });

  it('does not load a model for which no device that may be used is there', async () => {
    const none = createOnnxBackend({ threads: 1, devices: ['tensorrt'], log: silent });
    const loading = none.load(RESNET, await resnet());
    // On a machine that has TensorRT it loads.
    const ended = await loading.then(
      (model) => model.hardware,
      (error) => `${error.code} ${error.message}`,
    );
    expect(ended).toMatch(/MODEL_LOAD_FAILED.*tensorrt: .+|tensorrt, 1 thread/);
    await none.close();
  });

  it('takes as much memory as is measured, not as its file is large; more models than fit take turns', async () => {
    const file = outerProduct(OUTER);
    const path = join(folder, 'outer.onnx');
    await writeFile(path, file);
    const manifest = await manifestFromOnnx(file, facts);
    const measure = (batches: readonly number[]) => backend.measureMemory?.(path, manifest, batches) ?? 0;
    // Whoever measures may be larger than what is measured.
    const fat = Buffer.alloc(300 * MIB, 1);
    const [loaded, run] = [await measure([]), await measure([1, 4])];
    expect(run).toBeLessThan(fat.length);
    expect(file.length).toBeLessThan(0.1 * MIB);
    // Four items, each with a matrix of 2048 × 2048 floats between two layers.
    expect(run - loaded).toBeGreaterThan(4 * OUTER * OUTER * 4);

    let now = 0;
    const log = { info: () => {} };
    const machine = (memoryBytes: number) =>
      new Residency({ memoryBytes, threads: 1, idleMs: 10, log, now: () => now });
    const open = (residency: Residency, name: string) =>
      residency.open(
        { name, fileBytes: file.length, bytes: null, threads: 1 },
        { load: () => backend.load(path, manifest), measure: async () => measure([1, 4]) },
      );
    const small = machine(run / 2);
    await expect(open(small, 'too large')).rejects.toMatchObject({ code: 'MODEL_TOO_LARGE' });
    expect(small.memoryUsed).toBe(0);

    const forOne = machine(run * 1.5);
    const models = [await open(forOne, 'a'), await open(forOne, 'b')] as const;
    const answers = await Promise.all(
      [0, 1, 0, 1].map((which) => models[which === 0 ? 0 : 1].run([floats(3)])),
    );
    for (const [sum] of answers) expect(sum && tensorValues(sum, 'FP32')[0]).toBe(9 * OUTER * OUTER);
    expect(models.filter((model) => forOne.has(model))).toHaveLength(1);
    expect(forOne.memoryUsed).toBeLessThanOrEqual(run * 1.5);
    now = 20;
    await forOne.sweep();
    expect(forOne.memoryUsed).toBe(0);
  }, 300_000);

  it('loads no file that was changed since: a thread that died is not replaced by another model', async () => {
    const path = join(folder, 'resnet.onnx');
    await copyFile(RESNET, path);
    const manifest = await resnet();
    const model = await backend.load(path, manifest);
    const picture = tensorOf('image', 'UINT8', [1, 1, 28, 28], new Uint8Array(PIXELS));
    const whole = await readFile(path);
    const posts = jest.spyOn(Worker.prototype, 'postMessage');
    const killThread = () => (posts.mock.contexts.at(-1) as Worker).terminate();
    expect(await model.run([picture])).toHaveLength(1);
    await killThread();
    expect(await model.run([picture])).toHaveLength(1);
    await writeFile(
      path,
      whole.map((byte, i) => (i === whole.length >> 1 ? byte ^ 1 : byte)),
    );
    await killThread();
    posts.mockRestore();
    for (const use of [() => model.run([picture]), () => model.check()]) {
      await expect(use()).rejects.toMatchObject({
        code: 'MODEL_FILE_CHANGED',
        message: expect.stringContaining(manifest.artifact.sha256),
      });
    }
    await rm(path);
    await expect(model.run([picture])).rejects.toMatchObject({ code: 'MODEL_FILE_CHANGED' });
    await writeFile(path, whole);
    expect(await model.run([picture])).toHaveLength(1);
    await model.close();
  });

  it('says why the memory of a file that is no model can not be measured', async () => {
    const path = join(folder, 'no-model.onnx');
    await writeFile(path, 'noise');
    const measuring = async () => backend.measureMemory?.(path, sampleManifest(), [1]);
    await expect(measuring()).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining('cpu: '),
    });
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

const MIB = 1024 * 1024;
const OUTER = 2_048;
const floats = (value: number) => tensorOf('x', 'FP32', [1, 1], Float32Array.of(value));

/** The sum of the outer product of x · (1, … 1) with itself: a small file with a large matrix between two layers. */
function outerProduct(size: number): Uint8Array {
  return writeOnnx({
    name: 'outer',
    opset: 11,
    inputs: [{ name: 'x', shape: ['N', 1] }],
    outputs: [{ name: 'y', shape: ['N', 1, 1] }],
    weights: [{ name: 'ones', dims: [1, size], values: new Float32Array(size).fill(1) }],
    nodes: [
      { op: 'MatMul', inputs: ['x', 'ones'], outputs: ['row'] },
      { op: 'Unsqueeze', inputs: ['row'], outputs: ['column'], attributes: { axes: [2] } },
      { op: 'Unsqueeze', inputs: ['row'], outputs: ['line'], attributes: { axes: [1] } },
      { op: 'MatMul', inputs: ['column', 'line'], outputs: ['matrix'] },
      { op: 'ReduceSum', inputs: ['matrix'], outputs: ['y'], attributes: { axes: [1, 2], keepdims: 1 } },
    ],
  });
}

const facts = {
  name: 'identity',
  description: '',
  license: 'Apache-2.0',
  preprocessing: '',
  maxBatch: 8,
  tags: [],
  runtimeVersion: '1.30.0',
};
