import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDxClient } from '@airo/dx-node/schemas';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createDxBlobs } from '../../../src/adapters/dx/dx-blobs.ts';

const HASH = `0x${'a'.repeat(64)}` as const;
const TIMEOUT_MS = 200;

const problem =
  (status: number, code: string): RequestListener =>
  (_, response) => {
    const body = { type: 'about:blank', title: code, status, code, detail: code };
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  };
const never: RequestListener = () => {};
const half: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': '10' }).write('half');
};
const page: RequestListener = (_, response) => void response.writeHead(502).end('<html>bad gateway</html>');

describe('content by way of a dx-node', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  async function serve(answer: RequestListener | null) {
    const own = createServer(answer ?? never);
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    const { port } = own.address() as AddressInfo;
    if (answer) server = own;
    else await new Promise((resolve) => own.close(resolve));
    return createDxBlobs(createDxClient({ url: `http://127.0.0.1:${port}` }), TIMEOUT_MS);
  }

  it.each<readonly [string, RequestListener | null, 'away' | 'unavailable' | 'too-large', RegExp]>([
    ['is down', null, 'away', /DX_UNAVAILABLE/],
    ['never answers', never, 'away', /DX_TIMEOUT/],
    ['stops in the middle', half, 'away', /DX_TIMEOUT/],
    ['gives other bytes', (_, response) => void response.end('other'), 'away', /DX_HASH_MISMATCH/],
    ['can’t read its store', problem(500, 'DX_STORE'), 'away', /DX_STORE/],
    ['is behind a proxy without it', page, 'away', /502/],
    ['doesn’t find the blob', problem(404, 'DX_NOT_FOUND'), 'unavailable', /DX_NOT_FOUND/],
    ['finds that peers don’t answer', problem(504, 'DX_TIMEOUT'), 'unavailable', /DX_TIMEOUT/],
    ['has a larger blob', (_, response) => void response.end('x'.repeat(50)), 'too-large', /^$/],
  ])('that %s: %#', async (_, answer, why, detail) => {
    const fetched = await (await serve(answer)).get(HASH, 40);
    expect(fetched).toMatchObject({ ok: false, why });
    expect('detail' in fetched ? fetched.detail : '').toMatch(detail);
  });

  it.each<readonly [string, RequestListener | null]>([
    ['is down', null],
    ['never answers', never],
    ['has no room', problem(507, 'DX_QUOTA')],
    ['wants a token', problem(401, 'DX_UNAUTHORIZED')],
    ['answers nonsense', page],
  ])('that %s takes no answers, and says so in time', async (_, answer) => {
    const blobs = await serve(answer);
    await expect(blobs.put(Uint8Array.of(1))).rejects.toMatchObject({ code: 'DX_AWAY' });
  });
});
