import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import metaSchema from '@open-rpc/meta-schema';
import { Ajv } from 'ajv';
import { WebSocket } from 'ws';
import { MIB, RPC_MAX_BATCH, RPC_MAX_BODY_BYTES, RPC_MAX_DATA_BYTES } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import { blobStatSchema, DX_ERRORS, peersSchema } from '../../src/schemas/index.ts';
import { someBytes } from '../fakes/blobs.ts';
import { type RunningNode, startTestNode } from '../fakes/test-node.ts';

interface Answer {
  id: number | null;
  result?: unknown;
  error?: { code: number; message: string; data: { code: string; route?: string; limitBytes?: number } };
}

const ABSENT = `0x${'00'.repeat(32)}`;
const BYTES = someBytes(1_000);
const KEY = keyOf(BYTES);
const BASE64 = BYTES.toString('base64');

describe('JSON-RPC', () => {
  let running: RunningNode;
  let url: string;

  beforeAll(async () => {
    running = await startTestNode({ maxBlobBytes: 16 * MIB });
    url = running.node.rpcUrl;
  });
  afterAll(() => running.close());

  const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const overHttp = async (method: string, params: unknown): Promise<Answer> => {
    const response = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    return (await response.json()) as Answer;
  };
  const overWebSocket = async (method: string, params: unknown): Promise<Answer> => {
    const socket = new WebSocket(url.replace('http', 'ws'));
    await once(socket, 'open');
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    socket.close();
    return JSON.parse(data.toString()) as Answer;
  };

  describe.each([
    ['HTTP', overHttp],
    ['WebSocket', overWebSocket],
  ])('over %s', (_name, call) => {
    it.each([
      ['base64', BASE64],
      ['hex', `0x${BYTES.toString('hex')}`],
    ])('uploads and downloads as %s', async (encoding, data) => {
      expect((await call('dx_upload', [KEY, data])).result).toEqual({ key: KEY, size: BYTES.byteLength });
      expect((await call('dx_download', [KEY, encoding])).result).toBe(data);
      expect((await call('dx_download', { key: KEY, encoding })).result).toBe(data);
    });

    it('pins, unpins, tells and deletes', async () => {
      await call('dx_upload', { key: KEY, data: BASE64 });
      const pinned = blobStatSchema.parse((await call('dx_pin', [KEY])).result);
      expect(pinned).toMatchObject({ pinned: true, expiresAt: null });
      const unpinned = blobStatSchema.parse((await call('dx_unpin', [KEY])).result);
      expect(unpinned).toMatchObject({ pinned: false, expiresAt: expect.any(Number) });
      expect(blobStatSchema.parse((await call('dx_stat', [KEY])).result)).toEqual(unpinned);
      expect((await call('dx_delete', [KEY])).result).toBe(true);
      expect((await call('dx_stat', [KEY])).error?.data.code).toBe('DX_NOT_FOUND');
      expect(peersSchema.parse((await call('dx_peers', [])).result).peerId).toBe(running.node.peerId);
      expect((await call('dx_peers', undefined)).result).toBeDefined();
    });

    const badCalls: [string, unknown, string][] = [
      ['dx_upload', ['nokey', BASE64], 'DX_BAD_KEY'],
      ['dx_upload', [ABSENT, BASE64], 'DX_HASH_MISMATCH'],
      ['dx_upload', [KEY, 'not base64!'], 'DX_BAD_DATA'],
      ['dx_upload', [KEY, ''], 'DX_EMPTY_BLOB'],
      ['dx_upload', [KEY, 7], 'DX_BAD_REQUEST'],
      ['dx_upload', [KEY], 'DX_BAD_REQUEST'],
      ['dx_upload', [KEY, BASE64, 'more'], 'DX_BAD_REQUEST'],
      ['dx_upload', { key: KEY, data: BASE64, other: 1 }, 'DX_BAD_REQUEST'],
      ['dx_upload', undefined, 'DX_BAD_REQUEST'],
      ['dx_download', ['nokey'], 'DX_BAD_KEY'],
      ['dx_download', [ABSENT], 'DX_NOT_FOUND'],
      ['dx_download', [ABSENT, 'utf8'], 'DX_BAD_REQUEST'],
      ['dx_download', [null], 'DX_BAD_REQUEST'],
      ['dx_stat', ['0x12'], 'DX_BAD_KEY'],
      ['dx_stat', [ABSENT], 'DX_NOT_FOUND'],
      ['dx_stat', [], 'DX_BAD_REQUEST'],
      ['dx_pin', [{}], 'DX_BAD_REQUEST'],
      ['dx_pin', ['0x'], 'DX_BAD_KEY'],
      ['dx_pin', [ABSENT], 'DX_NOT_FOUND'],
      ['dx_unpin', ['0x'], 'DX_BAD_KEY'],
      ['dx_unpin', [ABSENT], 'DX_NOT_FOUND'],
      ['dx_unpin', [ABSENT, 1], 'DX_BAD_REQUEST'],
      ['dx_delete', ['0x'], 'DX_BAD_KEY'],
      ['dx_delete', [ABSENT], 'DX_NOT_FOUND'],
      ['dx_delete', { keys: [ABSENT] }, 'DX_BAD_REQUEST'],
      ['dx_peers', ['who'], 'DX_BAD_REQUEST'],
      ['dx_peers', { a: 1 }, 'DX_BAD_REQUEST'],
      ['dx_format', [], 'DX_NO_ROUTE'],
      ['toString', [], 'DX_NO_ROUTE'],
      ['__proto__', [], 'DX_NO_ROUTE'],
    ];
    it.each(badCalls)('%s%j is %s', async (method, params, code) => {
      const { error, id, result } = await call(method, params);
      expect(result).toBeUndefined();
      expect(id).toBe(1);
      expect(error?.data.code).toBe(code);
      expect(error?.code).toBe(DX_ERRORS[code as keyof typeof DX_ERRORS].rpc);
      expect(error?.message).toBeTruthy();
    });

    it('refuses more than 8 MiB each way, naming the route that takes it', async () => {
      const large = Buffer.alloc(RPC_MAX_DATA_BYTES + 1, 3);
      const key = keyOf(large);
      const upload = await call('dx_upload', [key, large.toString('base64')]);
      expect(upload.error?.data).toMatchObject({
        code: 'DX_USE_HTTP',
        route: `PUT /v1/blobs/${key}`,
        limitBytes: 8 * MIB,
      });
      await fetch(`${url}/v1/blobs/${key}`, { method: 'PUT', body: large });
      const download = await call('dx_download', [key]);
      expect(download.error?.data).toMatchObject({ code: 'DX_USE_HTTP', route: `GET /v1/blobs/${key}` });
    });

    it('takes exactly 8 MiB as hex', async () => {
      const full = Buffer.alloc(RPC_MAX_DATA_BYTES, 4);
      const { result } = await call('dx_upload', [keyOf(full), `0x${full.toString('hex')}`]);
      expect(result).toEqual({ key: keyOf(full), size: RPC_MAX_DATA_BYTES });
    });
  });

  it.each([
    ['no JSON', '{', -32700],
    ['nothing', '', -32700],
    ['a number', '7', -32600],
    ['null', 'null', -32600],
    ['no version', '{"id":1,"method":"dx_peers"}', -32600],
    ['no method', '{"jsonrpc":"2.0","id":1}', -32600],
    ['a string', '"x"', -32600],
    ['a method that is a number', '{"jsonrpc":"2.0","id":1,"method":7}', -32600],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"dx_peers"}', -32600],
    ['params that are a string', '{"jsonrpc":"2.0","id":1,"method":"dx_peers","params":"x"}', -32600],
    ['an empty batch', '[]', -32600],
    ['a batch that is too long', JSON.stringify(Array(RPC_MAX_BATCH + 1).fill({})), -32600],
  ])('answers %s as JSON-RPC says', async (_case, body, code) => {
    expect(await (await post(body)).json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } });
  });

  it('lives on after a batch of things that are no calls', async () => {
    const answers = (await (await post('[null, 1, [], {}]')).json()) as Answer[];
    expect(answers.map(({ error }) => error?.code)).toEqual([-32600, -32600, -32600, -32600]);
    const socket = new WebSocket(url.replace('http', 'ws'));
    await once(socket, 'open');
    for (const text of ['null', '[null]', '{', 'true']) {
      socket.send(text);
      const [data] = (await once(socket, 'message')) as [Buffer];
      expect(data.toString()).toContain('-32');
    }
    socket.close();
  });

  it('answers batches in order and notifications not at all', async () => {
    const call = (id: number, method: string) => ({ jsonrpc: '2.0', id, method, params: [] });
    const batch = [call(1, 'dx_peers'), { jsonrpc: '2.0', method: 'dx_peers' }, call(2, 'dx_none')];
    const answers = (await (await post(JSON.stringify(batch))).json()) as Answer[];
    expect(answers.map(({ id, error }) => [id, error?.data.code])).toEqual([
      [1, undefined],
      [2, 'DX_NO_ROUTE'],
    ]);
    const silent = await post(JSON.stringify({ jsonrpc: '2.0', method: 'dx_peers' }));
    expect([silent.status, await silent.text()]).toEqual([204, '']);
  });

  it.each<[string, unknown, unknown]>([
    ['an id that is a string', 'a', 'a'],
    ['an id of 0', 0, 0],
    ['an empty id', '', ''],
    ['a negative id', -7, -7],
    ['a fraction', 1.5, 1.5],
    ['null', null, null],
  ])('gives %s back as it was', async (_case, id, expected) => {
    for (const method of ['dx_peers', 'dx_none']) {
      const answer = (await (await post(JSON.stringify({ jsonrpc: '2.0', id, method }))).json()) as object;
      expect(answer).toMatchObject({ jsonrpc: '2.0', id: expected });
      expect(Object.keys(answer).sort()).toEqual(
        ['id', 'jsonrpc', method === 'dx_peers' ? 'result' : 'error'].sort(),
      );
    }
  });

  it.each([
    ['a method that is none', { method: 'dx_none' }],
    ['bad parameters', { method: 'dx_stat', params: ['nokey'] }],
    ['too many parameters', { method: 'dx_peers', params: [1] }],
  ])('says nothing to a notification with %s, alone or in a batch', async (_case, call) => {
    const notification = { jsonrpc: '2.0', ...call };
    for (const body of [notification, [notification, notification]]) {
      const response = await post(JSON.stringify(body));
      expect([response.status, await response.text()]).toEqual([204, '']);
    }
  });

  it('describes itself by an OpenRPC document that its schema accepts', async () => {
    const { result } = await overHttp('rpc.discover', []);
    const document = result as { methods: { name: string; params: unknown[] }[] };
    expect(document.methods.map(({ name }) => name)).toEqual(
      ((await overHttp('rpc_methods', [])).result as { methods: string[] }).methods.filter((name) =>
        name.startsWith('dx_'),
      ),
    );
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const accepts = ajv.compile(metaSchema as object);
    expect(accepts(document) ? [] : accepts.errors).toEqual([]);
    expect(document.methods.find(({ name }) => name === 'dx_upload')?.params).toMatchObject([
      { name: 'key', required: true, schema: { type: 'string' } },
      { name: 'data', required: true, schema: { type: 'string' } },
    ]);
  });

  it.each([
    ['a page whose name was made to point here', 'evil.example', 421],
    ['its port with it', 'evil.example:9700', 421],
    ['a name that begins as ours', '127.0.0.1.evil.example', 421],
    ['this machine', 'localhost:9700', 200],
    ['its address', '127.0.0.1', 200],
    ['its address in IPv6', '[::1]:9700', 200],
  ])('answers %s by Host: %s with %i, over HTTP and WebSocket', async (_case, host, status) => {
    const { hostname, port } = new URL(url);
    const asked = request({ hostname, port, path: '/v1/peers', headers: { host } }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
    const socket = new WebSocket(url.replace('http', 'ws'), { headers: { host } });
    const opened = await new Promise<number>((resolve) => {
      socket.on('open', () => resolve(200));
      socket.on('error', (error) => resolve(Number(/\d{3}/.exec(error.message)?.[0])));
    });
    expect(opened).toBe(status);
    socket.close();
  });

  it('refuses a body that is too long, naming the route', async () => {
    const response = await post(`"${'x'.repeat(RPC_MAX_BODY_BYTES)}"`);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      id: null,
      error: { data: { code: 'DX_USE_HTTP', route: 'PUT /v1/blobs/{key}' } },
    });
  });

  it('refuses other content types, which web pages could send unasked', async () => {
    const response = await post('{}', { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'DX_BAD_REQUEST' });
  });

  it('lets no page of another origin open a WebSocket, and none at another path', async () => {
    const refusal = async (path: string, origin?: string): Promise<string> => {
      const socket = new WebSocket(
        `${url.replace('http', 'ws')}${path}`,
        origin === undefined ? {} : { origin },
      );
      const [error] = (await once(socket, 'error')) as [Error];
      return error.message;
    };
    expect(await refusal('/', 'https://example.org')).toContain('403');
    expect(await refusal('/other')).toContain('404');
  });

  it('needs the token for what writes, over HTTP and WebSocket, and for nothing else', async () => {
    const token = 'a-token-of-16-chars';
    const guarded = await startTestNode({ token });
    try {
      const to = guarded.node.rpcUrl;
      const ask = async (
        method: string,
        params: unknown[],
        authorization: string,
      ): Promise<string | undefined> => {
        const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
        const headers = { 'content-type': 'application/json', authorization };
        const http = (await (await fetch(to, { method: 'POST', body, headers })).json()) as Answer;
        const socket = new WebSocket(to.replace('http', 'ws'), { headers: { authorization } });
        await once(socket, 'open');
        socket.send(body);
        const [data] = (await once(socket, 'message')) as [Buffer];
        socket.close();
        const webSocket = JSON.parse(data.toString()) as Answer;
        expect(webSocket.error?.data.code).toBe(http.error?.data.code);
        return http.error?.data.code;
      };
      for (const method of ['dx_pin', 'dx_unpin', 'dx_delete']) {
        expect(await ask(method, [ABSENT], 'Bearer no')).toBe('DX_UNAUTHORIZED');
        expect(await ask(method, [ABSENT], `Bearer ${token}`)).toBe('DX_NOT_FOUND');
      }
      expect(await ask('dx_upload', [KEY, BASE64], 'Bearer no')).toBe('DX_UNAUTHORIZED');
      expect(await ask('dx_upload', [KEY, BASE64], `Bearer ${token}`)).toBeUndefined();
      for (const method of ['dx_stat', 'dx_download'])
        expect(await ask(method, [KEY], 'Bearer no')).toBeUndefined();
      expect(await ask('dx_peers', [], 'Bearer no')).toBeUndefined();
    } finally {
      await guarded.close();
    }
  });
});
