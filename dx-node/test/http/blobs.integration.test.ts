import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, MIB } from '../../src/constants.ts';
import { keyOf } from '../../src/domain/key.ts';
import { problemSchema } from '../../src/schemas/index.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { type RunningNode, startTestNode } from '../fakes/test-node.ts';

const MAX_BLOB_BYTES = 8 * MIB;
const IDLE_MS = 300;
const ABSENT = `0x${'00'.repeat(32)}`;

describe('/v1/blobs', () => {
  let running: RunningNode;
  let url: string;
  const bytes = someBytes(2 * CHUNK_BYTES + 100);
  const key = keyOf(bytes);

  beforeAll(async () => {
    running = await startTestNode({ maxBlobBytes: MAX_BLOB_BYTES, idleTimeoutMs: IDLE_MS });
    url = running.node.rpcUrl;
    await fetch(`${url}/v1/blobs/${key}`, { method: 'PUT', body: bytes });
  });
  afterAll(() => running.close());

  const problemOf = async (response: Response): Promise<string> => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = problemSchema.parse(await response.json());
    expect(problem.status).toBe(response.status);
    expect(problem.detail).toBeTruthy();
    return problem.code;
  };
  const put = (to: string, init: RequestInit): Promise<Response> =>
    fetch(`${url}/v1/blobs/${to}`, { method: 'PUT', ...init });

  it('takes a blob and gives it back, with its length and tag', async () => {
    const stored = await put(key, { body: bytes });
    expect([stored.status, await stored.json()]).toEqual([201, { key, size: bytes.byteLength }]);
    const response = await fetch(`${url}/v1/blobs/${key}`);
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(response.headers.get('etag')).toBe(`"${key}"`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  it('takes a body of unknown length', async () => {
    const body = new Blob([someBytes(100_000, 3)]).stream();
    const init: RequestInit & { duplex: 'half' } = { body, duplex: 'half' };
    expect((await put(keyOf(someBytes(100_000, 3)), init)).status).toBe(201);
  });

  it('tells by HEAD what GET would send, without a body', async () => {
    const response = await fetch(`${url}/v1/blobs/${key}`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect((await fetch(`${url}/v1/blobs/${ABSENT}`, { method: 'HEAD' })).status).toBe(404);
  });

  it.each([
    ['bytes=0-9', 0, 10],
    [`bytes=${CHUNK_BYTES - 5}-${CHUNK_BYTES + 5}`, CHUNK_BYTES - 5, CHUNK_BYTES + 6],
    ['bytes=-7', 2 * CHUNK_BYTES + 93, 2 * CHUNK_BYTES + 100],
  ])('gives the range %s', async (range, start, end) => {
    const response = await fetch(`${url}/v1/blobs/${key}`, { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${bytes.byteLength}`);
    expect(bytes.subarray(start, end).equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  it('refuses a range outside the blob, saying how long it is', async () => {
    const response = await fetch(`${url}/v1/blobs/${key}`, { headers: { range: 'bytes=99999999-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes.byteLength}`);
    expect(await problemOf(response)).toBe('DX_BAD_RANGE');
  });

  it('sends nothing to who has it already, and everything when the range was of another version', async () => {
    const known = await fetch(`${url}/v1/blobs/${key}`, { headers: { 'if-none-match': `"x", "${key}"` } });
    expect([known.status, await known.text()]).toEqual([304, '']);
    const other = await fetch(`${url}/v1/blobs/${key}`, {
      headers: { range: 'bytes=0-1', 'if-range': '"x"' },
    });
    expect(other.status).toBe(200);
    await other.body?.cancel();
  });

  const badPuts: [string, string, RequestInit, number, string][] = [
    ['a bad key', 'abc', { body: 'x' }, 400, 'DX_BAD_KEY'],
    ['a key that is not hex', `0x${'zz'.repeat(32)}`, { body: 'x' }, 400, 'DX_BAD_KEY'],
    ['a key that is a path', '..%2f..%2fetc%2fpasswd', { body: 'x' }, 400, 'DX_BAD_KEY'],
    ['a key with broken escapes', '%E0%A4%A', { body: 'x' }, 400, 'DX_BAD_REQUEST'],
    ['other bytes than the key says', ABSENT, { body: 'x' }, 422, 'DX_HASH_MISMATCH'],
    ['no bytes', ABSENT, { body: '' }, 422, 'DX_EMPTY_BLOB'],
    ['more bytes than the limit', ABSENT, { body: Buffer.alloc(MAX_BLOB_BYTES + 1) }, 413, 'DX_TOO_LARGE'],
    [
      'a compressed body',
      ABSENT,
      { body: 'x', headers: { 'content-encoding': 'gzip' } },
      400,
      'DX_BAD_REQUEST',
    ],
  ];
  it.each(badPuts)('refuses %s, keeping nothing', async (_case, to, init, status, code) => {
    const response = await put(to, init);
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toBe(code);
    expect((await fetch(`${url}/v1/blobs/${ABSENT}/stat`)).status).toBe(404);
    expect(await readdir(join(running.dir, 'tmp'))).toEqual([]);
  });

  it('refuses more than the limit in a body of unknown length, and stays usable', async () => {
    const response = await raw(
      `PUT /v1/blobs/${ABSENT} HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n`,
      Buffer.concat([
        Buffer.from(`${(MAX_BLOB_BYTES + 1).toString(16)}\r\n`),
        Buffer.alloc(MAX_BLOB_BYTES + 1),
      ]),
    );
    expect(response).toContain('413');
    expect(response).toContain('DX_TOO_LARGE');
    await until('nothing is left over', async () => (await readdir(join(running.dir, 'tmp'))).length === 0);
  });

  it('keeps nothing of a body that breaks off', async () => {
    const part = bytes.subarray(0, 500_000);
    const other = keyOf(someBytes(1_000_000, 5));
    const socket = await open();
    socket.write(`PUT /v1/blobs/${other} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n`);
    socket.write(part);
    await until('the upload runs', async () => (await readdir(join(running.dir, 'tmp'))).length > 0);
    socket.destroy();
    await until('nothing is left over', async () => (await readdir(join(running.dir, 'tmp'))).length === 0);
    expect((await fetch(`${url}/v1/blobs/${other}/stat`)).status).toBe(404);
  });

  it('gives an upload up that stalls', async () => {
    const other = keyOf(someBytes(1_000, 6));
    await raw(
      `PUT /v1/blobs/${other} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n`,
      Buffer.from('some'),
    );
    await until('nothing is left over', async () => (await readdir(join(running.dir, 'tmp'))).length === 0);
  });

  it.each([
    ['GET', `/v1/blobs/${ABSENT}`, 404, 'DX_NOT_FOUND'],
    ['GET', `/v1/blobs/${ABSENT}/stat`, 404, 'DX_NOT_FOUND'],
    ['GET', '/v1/blobs/abc', 400, 'DX_BAD_KEY'],
    ['GET', '/v1/blobs/abc/stat', 400, 'DX_BAD_KEY'],
    ['GET', '/', 404, 'DX_NO_ROUTE'],
    ['GET', '/v2/blobs/x', 404, 'DX_NO_ROUTE'],
    ['DELETE', `/v1/blobs/${ABSENT}`, 404, 'DX_NO_ROUTE'],
    ['POST', '/v1/blobs', 404, 'DX_NO_ROUTE'],
  ])('answers %s %s with %d and %s', async (method, path, status, code) => {
    const response = await fetch(`${url}${path}`, { method });
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toBe(code);
  });

  it('lets web pages of this machine in, and no others', async () => {
    const ask = async (origin: string): Promise<string | null> =>
      (await fetch(`${url}/v1/peers`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await ask('http://localhost:5173')).toBe('http://localhost:5173');
    expect(await ask('https://example.org')).toBeNull();
    expect(await ask('null')).toBeNull();
    expect((await fetch(`${url}/v1/peers`, { method: 'OPTIONS' })).status).toBe(204);
  });

  async function open(): Promise<ReturnType<typeof connect>> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  /** Sends bytes as they are and gives back all that comes until the node hangs up, with or without a reset. */
  async function raw(head: string, body: Buffer): Promise<string> {
    const socket = await open();
    let answer = '';
    socket.on('data', (text: Buffer) => {
      answer += text.toString();
    });
    socket.write(head);
    socket.write(body);
    await new Promise((closed) => socket.once('close', closed));
    return answer;
  }
});

describe('writing', () => {
  const body = Buffer.from('some bytes');
  const key = keyOf(body);
  const TOKEN = 'a-token-of-16-chars';

  async function statusOf(
    init: Parameters<typeof startTestNode>[0],
    authorization?: string,
  ): Promise<number> {
    const running = await startTestNode(init);
    try {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${running.node.rpcUrl}/v1/blobs/${key}`, {
        method: 'PUT',
        body,
        headers,
      });
      if (response.status === 401) {
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await response.json()).toMatchObject({ code: 'DX_UNAUTHORIZED' });
      }
      expect((await fetch(`${running.node.rpcUrl}/v1/peers`)).status).toBe(200);
      return response.status;
    } finally {
      await running.close();
    }
  }

  it('needs no token on loopback, unless there is one', async () => {
    expect(await statusOf({})).toBe(201);
    expect(await statusOf({ token: TOKEN })).toBe(401);
    expect(await statusOf({ token: TOKEN }, `Bearer ${TOKEN}`)).toBe(201);
    expect(await statusOf({ token: TOKEN }, 'Bearer wrong')).toBe(401);
  });

  it('is impossible without a token where others can reach the node', async () => {
    expect(await statusOf({ rpcHost: '0.0.0.0' })).toBe(401);
    expect(await statusOf({ rpcHost: '0.0.0.0' }, 'Bearer ')).toBe(401);
    expect(await statusOf({ rpcHost: '0.0.0.0', token: TOKEN }, `Bearer ${TOKEN}`)).toBe(201);
  });
});
