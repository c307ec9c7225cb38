import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { textTensor } from '../../../src/adapters/inference/openai/chat.ts';
import { createOpenaiBackend } from '../../../src/adapters/inference/openai/openai-backend.ts';
import { splitBytes, tensorValues } from '../../../src/schemas/index.ts';
import { sampleManifest } from '../../fakes/sample-manifest.ts';
import { openaiSettings } from '../../fakes/server-settings.ts';
import { chatManifest, embeddingsManifest } from '../../fakes/text-manifests.ts';
import { json, type Received, type Reply } from '../../support/http-server.ts';
import { type OpenaiServer, startOpenaiServer } from '../../support/openai-server.ts';

const HELLO = { messages: [{ role: 'user', content: 'hello' }] };
const request = (...bodies: unknown[]) => [
  textTensor(
    'request',
    bodies.map((body) => (typeof body === 'string' ? body : JSON.stringify(body))),
  ),
];
const isPost = ({ method }: Received) => method === 'POST';

describe('a server with OpenAI’s interface', () => {
  let server: OpenaiServer;
  let waits: number[];
  beforeEach(async () => {
    waits = [];
    server = await startOpenaiServer('small');
  });
  afterEach(() => server.close());

  const clock = {
    now: () => Date.now(),
    wait: async (ms: number) => {
      waits.push(ms);
    },
  };
  const load = (manifest = chatManifest(), changes = {}) =>
    createOpenaiBackend(openaiSettings(server.url, changes), { clock }).load(null, manifest);
  const answers = (...replies: (Reply | null | 'destroy')[]) => {
    server.before = async (got) => (isPost(got) && replies.length > 0 ? replies.shift() : undefined);
  };
  const sent = () => server.received.filter(isPost).map(({ body }) => JSON.parse(body.toString()));

  it('chats: what differs from call to call is left out of the answer', async () => {
    const model = await load();
    const [answer] = await model.run(request(HELLO, { messages: [{ role: 'user', content: 'you' }] }));
    const texts = splitBytes(answer?.data ?? new Uint8Array()).map((bytes) =>
      new TextDecoder().decode(bytes),
    );
    expect(texts).toEqual([
      '{"choices":[{"finish_reason":"stop","index":0,"message":{"content":"olleh","role":"assistant"}}],"usage":{"completion_tokens":5,"prompt_tokens":5}}',
      '{"choices":[{"finish_reason":"stop","index":0,"message":{"content":"uoy","role":"assistant"}}],"usage":{"completion_tokens":3,"prompt_tokens":3}}',
    ]);
    expect(await model.run(request(HELLO))).toEqual(await model.run(request(HELLO)));
  });

  it('is asked as the manifest says, whatever the request says', async () => {
    const model = await load();
    await model.run(request({ ...HELLO, temperature: 1.5, top_p: 0.5, model: 'gpt', stream: false }));
    expect(sent()).toEqual([
      { ...HELLO, temperature: 0, seed: 7, top_p: 0.5, model: 'small', stream: false },
    ]);
    const free = await load(chatManifest({ generation: undefined }));
    await free.run(request({ ...HELLO, temperature: 1.5 }));
    expect(sent().at(-1)).toEqual({ ...HELLO, temperature: 1.5, model: 'small', stream: false });
  });

  it('makes vectors of texts, in their order', async () => {
    const model = await load(embeddingsManifest());
    const [vector] = await model.run([textTensor('text', ['a', 'bc'])]);
    expect(vector).toMatchObject({ name: 'vector', datatype: 'FP32', shape: [2, 3] });
    expect(vector && [...tensorValues(vector, 'FP32')]).toEqual([
      1,
      Math.fround(0.1),
      97,
      2,
      Math.fround(0.1),
      98,
    ]);
    expect(sent()).toEqual([{ input: ['a', 'bc'], encoding_format: 'float', model: 'small' }]);
  });

  it.each<[string, unknown]>([
    ['that is no JSON', 'hello'],
    ['without messages', {}],
    ['with no message', { messages: [] }],
    ['from nobody', { messages: [{ role: 'ghost', content: '' }] }],
    ['that wants a stream', { ...HELLO, stream: true }],
    ['that wants several answers', { ...HELLO, n: 2 }],
    ['with a field that is not taken', { ...HELLO, tools: [] }],
  ])('gets no request %s', async (_, body) => {
    const model = await load();
    await expect(model.run(request(HELLO, body))).rejects.toMatchObject({
      code: 'MODEL_INPUT_REFUSED',
      message: expect.stringContaining('element 1'),
    });
    expect(sent()).toEqual([]);
  });

  it('gets no text that is no UTF-8', async () => {
    const model = await load(embeddingsManifest());
    const noText = {
      name: 'text',
      datatype: 'BYTES' as const,
      shape: [1],
      data: Uint8Array.of(1, 0, 0, 0, 0xff),
    };
    await expect(model.run([noText])).rejects.toMatchObject({ code: 'MODEL_INPUT_REFUSED' });
  });

  it.each<[string, string, number, Reply | 'destroy']>([
    ['a cut line', 'MODEL_UNAVAILABLE', 3, 'destroy'],
    ['too many requests', 'MODEL_UNAVAILABLE', 3, { status: 429, headers: { 'retry-after': '1' } }],
    ['an hour’s wait', 'MODEL_UNAVAILABLE', 1, { status: 429, headers: { 'retry-after': '3600' } }],
    ['a gateway without server', 'MODEL_UNAVAILABLE', 3, { status: 502 }],
    ['a wrong token', 'MODEL_UNAVAILABLE', 1, json({ error: { message: 'key' } }, 401)],
    ['no such model', 'MODEL_UNAVAILABLE', 1, json({}, 404)],
    ['a failure of the model', 'MODEL_RUN_FAILED', 1, json({}, 500)],
    ['a request that is too long', 'MODEL_INPUT_REFUSED', 1, json({ error: { message: 'context' } }, 400)],
    ['no JSON', 'MODEL_RUN_FAILED', 1, { body: '<html>' }],
    ['no choice', 'MODEL_RUN_FAILED', 1, json({ choices: [] })],
    ['an answer without end', 'MODEL_RUN_FAILED', 1, { body: 'x'.repeat(100_000) }],
  ])('answers with %s: %s after %d calls', async (_, code, calls, reply) => {
    const model = await load(chatManifest(), { maxAnswerBytes: 10_000 });
    answers(reply, reply, reply);
    await expect(model.run(request(HELLO))).rejects.toMatchObject({ code });
    expect(server.received.filter(isPost)).toHaveLength(calls);
  });

  it('that is too slow is left', async () => {
    const model = await load(chatManifest(), { timeoutMs: 1_500 });
    answers(null);
    await expect(model.run(request(HELLO))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      data: { retry: 'later' },
    });
  });

  it.each<[string, Reply]>([
    ['too few vectors', json({ data: [] })],
    [
      'vectors of two lengths',
      json({
        data: [
          { index: 0, embedding: [1, 2, 3] },
          { index: 1, embedding: [1] },
        ],
      }),
    ],
    ['vectors of another length', json({ data: [0, 1].map((index) => ({ index, embedding: [1] })) })],
    ['one vector twice', json({ data: [0, 0].map((index) => ({ index, embedding: [1, 2, 3] })) })],
  ])('that answers with %s is not believed', async (_, reply) => {
    const model = await load(embeddingsManifest());
    answers(reply);
    await expect(model.run([textTensor('text', ['a', 'b'])])).rejects.toMatchObject({
      code: 'MODEL_RUN_FAILED',
    });
  });

  it('without the model is no server for it, and says what it has', async () => {
    await expect(load(chatManifest(), { name: 'large' })).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining('it has: small'),
    });
  });

  it('without a list of models is taken at its word', async () => {
    server.before = async ({ path }) => (path.endsWith('/models') ? json({}, 404) : undefined);
    await (await load()).check();
  });

  it('that is not there is away', async () => {
    const model = await load();
    expect(model.hardware).toBe('OpenAI chat over HTTP, tests');
    await server.close();
    await expect(model.check()).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    server = await startOpenaiServer('small');
  });

  it('runs no model that takes pictures', async () => {
    await expect(load(sampleManifest())).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      message: expect.stringContaining('image UINT8 [-1,1,2,2]'),
    });
  });
});
