import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelId } from '@airo/chain-types';
import { systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openBackEnds } from '../src/adapters/inference/back-ends.ts';
import { readBackEnds } from '../src/back-ends.ts';
import { backEndsSchema } from '../src/schemas/back-ends.ts';
import { silent } from './fakes/rig.ts';

const OIP = { backend: 'oip', url: 'http://127.0.0.1:8000/', name: 'resnet' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airo-back-ends-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: unknown) {
  const path = join(folder, 'back-ends.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readBackEnds(path);
}

describe('the file of back ends', () => {
  it('names servers, and leaves the rest to ONNX Runtime', async () => {
    const file = await read({
      models: {
        0: OIP,
        1: { backend: 'openai', url: 'https://127.0.0.1/v1', name: 'qwen', concurrency: 64 },
        2: { backend: 'onnx', devices: ['cpu'], threads: 3 },
      },
    });
    expect(file.models[0]).toEqual({
      ...OIP,
      url: 'http://127.0.0.1:8000',
      timeoutMs: 30_000,
      concurrency: 4,
      maxAnswerBytes: 64 * 1024 * 1024,
    });
    const backEnds = openBackEnds(file, { threads: 2, clock: systemClock, log: silent });
    const places = [0, 1, 2, 9].map((id) => backEnds.for(modelId(id)).place);
    const runtime = expect.stringMatching(/^onnxruntime \d.*, cpu$/);
    expect(places).toEqual([
      { kind: 'server', url: 'http://127.0.0.1:8000' },
      { kind: 'server', url: 'https://127.0.0.1/v1' },
      { kind: 'here', threads: 3, runtime },
      { kind: 'here', threads: 2, runtime },
    ]);
    await backEnds.close();
    expect(await readBackEnds(undefined)).toEqual({ models: {} });
  });

  it.each<[string, unknown, string]>([
    ['that is no JSON', '{', "can't be read as JSON"],
    ['without models', {}, 'models'],
    ['for a model by name', { models: { resnet: OIP } }, 'models.resnet'],
    ['of a back end that is none', { models: { 0: { ...OIP, backend: 'grpc' } } }, 'models.0.backend'],
    ['without an address', { models: { 0: { ...OIP, url: undefined } } }, 'models.0.url'],
    ['with an address of another kind', { models: { 0: { ...OIP, url: 'grpc://x' } } }, 'models.0.url'],
    [
      'with a password in the address',
      { models: { 0: { ...OIP, url: 'http://me:secret@x' } } },
      'models.0.url',
    ],
    ['with a query in the address', { models: { 0: { ...OIP, url: 'http://x/?key=1' } } }, 'models.0.url'],
    ['without a name', { models: { 0: { ...OIP, name: '' } } }, 'models.0.name'],
    ['with a token in it', { models: { 0: { ...OIP, token: 'secret' } } }, 'token'],
    ['with no time', { models: { 0: { ...OIP, timeoutMs: 0 } } }, 'models.0.timeoutMs'],
    ['with no calls', { models: { 0: { ...OIP, concurrency: 0 } } }, 'models.0.concurrency'],
    [
      'with a device that is none',
      { models: { 0: { backend: 'onnx', devices: ['tpu'] } } },
      'models.0.devices',
    ],
    ['with no device', { models: { 0: { backend: 'onnx', devices: [] } } }, 'models.0.devices'],
  ])('%s is refused with a sample that works', async (_, content, where) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: expect.stringMatching(
        new RegExp(`${where.replaceAll('.', '\\.')}[\\s\\S]*A sample that works`),
      ),
    });
  });

  it('that is not there is refused', async () => {
    await expect(readBackEnds(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
  });

  it('of the guide is right, each of them', async () => {
    const guide = await readFile(new URL('../../docs/guides/back-ends.md', import.meta.url), 'utf8');
    const samples = [...guide.matchAll(/```json back-ends\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
    expect(samples.length).toBeGreaterThanOrEqual(3);
    for (const sample of samples) backEndsSchema.parse(JSON.parse(sample));
  });
});
