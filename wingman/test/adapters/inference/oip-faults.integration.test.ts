import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createOipBackend } from '../../../src/adapters/inference/oip/oip-backend.ts';
import type { LoadedModel } from '../../../src/ports/inference.ts';
import { type ModelManifest, type PayloadTensor, tensorOf } from '../../../src/schemas/index.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';
import { oipSettings } from '../../fakes/server-settings.ts';
import { until } from '../../fakes/until.ts';
import { json, type Received, type Reply } from '../../support/http-server.ts';
import { type OipServer, startOipServer } from '../../support/oip-server.ts';

const MANIFEST = sampleManifest();
const PICTURE = [tensorOf('image', 'UINT8', [1, 1, 2, 2], Uint8Array.of(1, 2, 3, 4))];
const isInfer = ({ path }: Received) => path.endsWith('/infer');

describe('a server of the Open Inference Protocol', () => {
  let server: OipServer;
  let waits: number[];
  beforeEach(async () => {
    waits = [];
    server = await startOipServer(MANIFEST, { binary: true });
  });
  afterEach(() => server.close());

  const clock = {
    now: () => Date.now(),
    wait: async (ms: number) => {
      waits.push(ms);
    },
  };
  const load = (changes = {}, manifest: ModelManifest = MANIFEST): Promise<LoadedModel> =>
    createOipBackend(oipSettings(server.url, changes), { clock }).load(null, manifest);
  /** What inference answers, one after the other; then as usual. */
  const answers = (...replies: (Reply | null | 'destroy')[]) => {
    server.before = async (request) => (isInfer(request) && replies.length > 0 ? replies.shift() : undefined);
  };
  const infers = () => server.received.filter(isInfer).length;

  describe('that says another thing than the manifest is not served', () => {
    const bad: [string, unknown, string][] = [
      [
        'another datatype',
        { inputs: [{ ...MANIFEST.inputs[0], datatype: 'FP32' }] },
        'image UINT8 [-1,1,2,2] of the manifest is image FP32',
      ],
      [
        'another shape',
        { outputs: [{ ...MANIFEST.outputs[0], shape: [-1, 3] }] },
        'output logits FP32 [-1,2] of the manifest is logits FP32 [-1,3]',
      ],
      [
        'a fixed batch',
        { inputs: [{ ...MANIFEST.inputs[0], shape: [1, 1, 2, 2] }] },
        'is image UINT8 [1,1,2,2] on the server',
      ],
      ['no inputs at all', { inputs: null }, 'the server has no input image; its inputs: none'],
      [
        'one input more',
        { inputs: [...MANIFEST.inputs, { name: 'mask', datatype: 'BOOL', shape: [-1] }] },
        'wants an input mask BOOL [-1]',
      ],
      ['no description', { name: 7 }, 'name: '],
    ];
    it.each(bad)('%s', async (_, metadata, message) => {
      server.metadata = { ...(server.metadata as object), ...(metadata as object) };
      await expect(load()).rejects.toMatchObject({
        code: 'MODEL_LOAD_FAILED',
        message: expect.stringContaining(message),
      });
    });

    it('nor one that became another while it was served', async () => {
      const model = await load();
      server.metadata = { ...(server.metadata as object), outputs: [] };
      await expect(model.check()).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
    });
  });

  it('that leaves dimensions open, or gives more than is wanted, will do', async () => {
    const { inputs, outputs } = MANIFEST;
    server.metadata = {
      name: 'sample',
      inputs: [{ ...inputs[0], shape: [-1, -1, -1, -1] }],
      outputs: [...outputs, { name: 'debug', datatype: 'BF16', shape: [-1] }],
    };
    expect(await (await load()).run(PICTURE)).toHaveLength(1);
  });

  it('is not served before it is ready', async () => {
    server.ready = false;
    await expect(load()).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE', data: { status: 503 } });
    server.ready = true;
    const model = await load();
    server.ready = false;
    await expect(model.check()).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  it('that says "not ready" with 400, as MLServer does, is away, not wrong', async () => {
    const model = await load();
    server.before = async ({ path }) =>
      path.endsWith('/ready') ? json({ error: 'not ready' }, 400) : undefined;
    await expect(model.check()).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      data: { retry: 'later' },
    });
  });

  describe('is asked again when what failed passes:', () => {
    it.each<[string, Reply | 'destroy']>([
      ['a cut line', 'destroy'],
      ['503', json({ error: 'starting' }, 503)],
      ['502', { status: 502, body: '<html>' }],
      ['429', json({ error: 'busy' }, 429)],
    ])('%s', async (_, reply) => {
      const model = await load();
      answers(reply, reply);
      expect(await model.run(PICTURE)).toMatchObject([{ name: 'logits', shape: [1, 2] }]);
      expect(infers()).toBe(3);
      expect(waits).toEqual([100, 200]);
    });

    it('three times, and no more', async () => {
      const model = await load();
      const no = json({ error: 'starting' }, 503);
      answers(no, no, no);
      await expect(model.run(PICTURE)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringContaining('answered 503: {"error":"starting"}'),
      });
      expect(infers()).toBe(3);
    });

    it('when the server says, unless that is too long', async () => {
      const model = await load();
      const no = (after: string) => ({ ...json({}, 429), headers: { 'retry-after': after } });
      answers(no('2'));
      await model.run(PICTURE);
      expect(waits).toEqual([2_000]);
      answers(no('3600'));
      await expect(model.run(PICTURE)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        data: { retryAfterMs: 3_600_000 },
      });
      answers(no(new Date(Date.now() - 60_000).toUTCString()));
      await model.run(PICTURE);
      expect(waits).toEqual([2_000, 0]);
    });
  });

  describe('is asked once', () => {
    const output = { name: 'logits', datatype: 'FP32', shape: [1, 2], data: [1, 2] };
    it.each<[string, string, Reply]>([
      ['when the model fails on the payload', 'MODEL_RUN_FAILED', json({ error: 'division by zero' }, 500)],
      ['when it refuses the payload', 'MODEL_RUN_FAILED', json({ error: 'no' }, 400)],
      ['when the token is wrong', 'MODEL_UNAVAILABLE', json({}, 401)],
      ['when the model is gone', 'MODEL_UNAVAILABLE', json({}, 404)],
      [
        'when it sends us elsewhere',
        'MODEL_RUN_FAILED',
        { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
      ],
      ['when the answer is no JSON', 'MODEL_RUN_FAILED', { body: '<html>' }],
      ['when the answer is another JSON', 'MODEL_RUN_FAILED', json({ outputs: 7 })],
      ['when an output is missing', 'MODEL_RUN_FAILED', json({ outputs: [] })],
      ['when an output has another name', 'MODEL_RUN_FAILED', json({ outputs: [{ ...output, name: 'x' }] })],
      ['when an output has other numbers', 'MODEL_RUN_FAILED', json({ outputs: [{ ...output, data: [1] }] })],
      [
        'when an output has other rows',
        'MODEL_RUN_FAILED',
        json({ outputs: [{ ...output, shape: [2, 1] }] }),
      ],
      [
        'when an output is of another type',
        'MODEL_RUN_FAILED',
        json({ outputs: [{ ...output, datatype: 'FP64' }] }),
      ],
      [
        'when an output is of an unknown type',
        'MODEL_RUN_FAILED',
        json({ outputs: [{ ...output, datatype: 'BF16' }] }),
      ],
      [
        'when an output holds null for NaN',
        'MODEL_RUN_FAILED',
        json({ outputs: [{ ...output, data: [1, null] }] }),
      ],
      [
        'when the bytes are cut',
        'MODEL_RUN_FAILED',
        json({ outputs: [{ ...output, data: undefined, parameters: { binary_data_size: 8 } }] }),
      ],
    ])('%s', async (_, code, reply) => {
      const model = await load();
      answers(reply);
      await expect(model.run(PICTURE)).rejects.toMatchObject({ code });
      expect(infers()).toBe(1);
      expect(await model.run(PICTURE)).toHaveLength(1);
    });
  });

  it('that does not answer in time is left, and not asked again at once', async () => {
    const model = await load({ timeoutMs: 1_500 });
    answers(null);
    await expect(model.run(PICTURE)).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      data: { retry: 'later' },
      message: expect.stringContaining('no answer in 1500 ms'),
    });
    expect(infers()).toBe(1);
  });

  it('that answers without end is not read to its end', async () => {
    const model = await load({ maxAnswerBytes: 10_000 });
    answers({ body: Buffer.alloc(1_000_000) });
    await expect(model.run(PICTURE)).rejects.toMatchObject({
      code: 'MODEL_RUN_FAILED',
      message: expect.stringContaining('more than 10000 bytes'),
    });
  });

  it('gets so many calls at once, and no more', async () => {
    const model = await load({ concurrency: 2 });
    const held: (() => void)[] = [];
    let hold = true;
    server.before = async (request) => {
      if (isInfer(request) && hold) await new Promise<void>((resolve) => held.push(resolve));
      return undefined;
    };
    const runs = Promise.all(Array.from({ length: 10 }, () => model.run(PICTURE)));
    await until(() => held.length === 2);
    // Calls that were let through would be there before these.
    for (let i = 0; i < 3; i++) await fetch(`${server.url}/v2`);
    expect(infers()).toBe(2);
    hold = false;
    for (const release of held) release();
    expect(await runs).toHaveLength(10);
  });

  it('gets the token of the file, as it is then', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'airo-token-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'first\n');
    const model = await load({ tokenFile });
    await writeFile(tokenFile, 'second\n');
    await model.run(PICTURE);
    const sent = server.received.map(({ headers }) => headers.authorization);
    expect([sent[0], sent.at(-1)]).toEqual(['Bearer first', 'Bearer second']);
    await rm(folder, { recursive: true });
    await expect(model.run(PICTURE)).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining("the token can't be read"),
    });
  });

  it('gets bytes when it takes them or is said to, and JSON otherwise', async () => {
    const types = () => server.received.filter(isInfer).map(({ headers }) => headers['content-type']);
    await (await load()).run(PICTURE);
    await (await load({ binary: false })).run(PICTURE);
    expect(types()).toEqual(['application/octet-stream', 'application/json']);
    await server.close();
    server = await startOipServer(MANIFEST, { binary: false });
    await (await load()).run(PICTURE);
    await (await load({ binary: true })).run(PICTURE);
    expect(types()).toEqual(['application/json', 'application/octet-stream']);
  });

  it('without bytes can not take half-precision numbers, and is not loaded for them', async () => {
    const halves = { ...MANIFEST, outputs: [{ name: 'logits', datatype: 'FP16' as const, shape: [-1, 2] }] };
    server.metadata = { ...(server.metadata as object), outputs: halves.outputs };
    await expect(load({ binary: false }, halves)).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining('logits is FP16'),
    });
  });

  it('is asked for a version when one is named', async () => {
    server.before = async ({ path }) =>
      path.includes('/versions/3') && !path.endsWith('ready') && !path.endsWith('infer')
        ? json(server.metadata)
        : path.includes('/versions/3/ready')
          ? json({})
          : undefined;
    await load({ version: '3' });
    expect(server.received.map(({ path }) => path)).toEqual([
      '/v2',
      '/v2/models/sample/versions/3/ready',
      '/v2/models/sample/versions/3',
    ]);
  });

  it('that is closed while it computes lets go of the run', async () => {
    const model = await load();
    let arrived = () => {};
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    server.before = async (request) => {
      if (!isInfer(request)) return undefined;
      arrived();
      return null;
    };
    const run = model.run(PICTURE);
    await reached;
    await Promise.all([expect(run).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' }), model.close()]);
    expect(infers()).toBe(1);
  });

  it('where nobody is is an error that says where', async () => {
    const { url } = server;
    await server.close();
    await expect(load()).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining(`${url}/v2 can't be reached`),
    });
    server = await startOipServer(MANIFEST, { binary: true });
  });

  it('gets texts and long numbers in JSON as they are', async () => {
    const manifest: ModelManifest = {
      ...MANIFEST,
      inputs: [
        { name: 'text', datatype: 'BYTES', shape: [-1] },
        { name: 'count', datatype: 'INT64', shape: [-1] },
      ],
      outputs: [{ name: 'sum', datatype: 'INT64', shape: [-1] }],
    };
    server.metadata = { name: 'sample', inputs: manifest.inputs, outputs: manifest.outputs };
    const model = await load({ binary: false }, manifest);
    answers({
      body: '{"outputs":[{"name":"sum","datatype":"INT64","shape":[1],"data":[9223372036854775807]}]}',
    });
    const inputs: PayloadTensor[] = [
      { name: 'text', datatype: 'BYTES', shape: [1], data: Uint8Array.of(2, 0, 0, 0, 0xc3, 0xa9) },
      tensorOf('count', 'INT64', [1], BigInt64Array.of(-9_007_199_254_740_993n)),
    ];
    const [sum] = await model.run(inputs);
    expect([...(sum?.data ?? [])]).toEqual([255, 255, 255, 255, 255, 255, 255, 127]);
    const body = server.received.at(-1)?.body.toString();
    expect(body).toContain('"data":["é"]');
    expect(body).toContain('"data":[-9007199254740993]');
    const noText = [
      { ...inputs[0], data: Uint8Array.of(1, 0, 0, 0, 0xff) } as PayloadTensor,
      inputs[1] as PayloadTensor,
    ];
    await expect(model.run(noText)).rejects.toMatchObject({ code: 'MODEL_RUN_FAILED' });
  });
});
