import { readFile } from 'node:fs/promises';
import { systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOipBackend } from '../../../src/adapters/inference/oip/oip-backend.ts';
import { createOnnxBackend } from '../../../src/adapters/inference/onnx/onnx-backend.ts';
import { type ModelManifest, parseManifest, tensorOf, tensorValues } from '../../../src/schemas/index.ts';
import { silent } from '../../fakes/rig.ts';
import { oipSettings } from '../../fakes/server-settings.ts';
import { type MlServer, startMlServer } from '../../support/mlserver/start-mlserver.ts';
import { pythonForTests } from '../../support/python.ts';
import { backendSuite, pictures } from './backend-suite.ts';

const MODELS = new URL('../../../../models/', import.meta.url).pathname;
const RESNET = `${MODELS}fashion-resnet20.onnx`;
const PIXELS = 28 * 28;
const PICTURES = 48;

const suite = (await pythonForTests('MLServer')) ? describe : describe.skip;
suite('MLServer with the demo model', () => {
  let manifest: ModelManifest;
  let server: MlServer;
  beforeAll(async () => {
    manifest = parseManifest(await readFile(`${MODELS}fashion-resnet20.manifest.json`));
    server = await startMlServer(RESNET, manifest);
  });
  afterAll(() => server?.close());

  const backend = (changes = {}) =>
    createOipBackend(oipSettings(server.url, { name: manifest.name, ...changes }), { clock: systemClock });

  backendSuite('MLServer', async () => ({
    backend: backend(),
    manifest,
    path: null,
    inputs: pictures(manifest),
  }));

  it('gives real pictures the answers that ONNX Runtime gives them here', async () => {
    const images = await readFile(`${MODELS}fashion-test-images-512.u8`);
    const input = tensorOf(
      'image',
      'UINT8',
      [PICTURES, 1, 28, 28],
      Uint8Array.from(images.subarray(0, PICTURES * PIXELS)),
    );
    const onnx = createOnnxBackend({ threads: 1, devices: ['cpu'], log: silent });
    const [here = [], there = []] = await Promise.all(
      [onnx, backend()].map(async (one) => {
        const [logits] = await (await one.load(RESNET, manifest)).run([input]);
        return logits ? [...tensorValues(logits, 'FP32')] : [];
      }),
    );
    await onnx.close();
    expect(there).toHaveLength(PICTURES * 10);
    const off = there.map((value, i) => Math.abs(value - (here[i] ?? Number.NaN)));
    // Of the same version of the runtime, on the same machine: nothing may be lost on the way.
    expect(Math.max(...off)).toBe(0);
  });

  it('says of what it runs, and is found by version', async () => {
    const model = await backend({ version: '1' }).load(null, manifest);
    expect(model.hardware).toBe('mlserver 1.7.1, JSON over HTTP');
  });

  it('has no model of another name, nor of another version', async () => {
    for (const changes of [{ name: 'other' }, { version: '9' }]) {
      await expect(backend(changes).load(null, manifest)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        data: { status: 404, retry: 'later' },
      });
    }
  });

  it('is not taken for another model: the tensor that differs is named', async () => {
    const other = { ...manifest, outputs: [{ ...manifest.outputs[0], name: 'scores' }] } as ModelManifest;
    await expect(backend().load(null, other)).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining('no output scores; its outputs: logits'),
    });
  });

  it('is away when it is killed, and back when it is started again', async () => {
    const model = await backend().load(null, manifest);
    const picture = pictures(manifest)(7, 1);
    const before = await model.run(picture);
    await server.kill();
    await expect(model.check()).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await expect(model.run(picture)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await server.start();
    await model.check();
    expect(await model.run(picture)).toEqual(before);
  });
});
