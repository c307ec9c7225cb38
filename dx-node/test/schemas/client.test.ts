import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/domain/key.ts';
import { createDxClient } from '../../src/schemas/index.ts';

const BYTES = Buffer.from('some bytes');
const KEY = keyOf(BYTES);
const MAX = { maxBytes: 1_000 };

/** A client whose node answers as told. */
const answering = (answer: (url: string, init: RequestInit) => Response | Promise<Response>) =>
  createDxClient({
    url: 'http://node/',
    token: 'secret',
    fetch: async (url, init) => answer(String(url), init ?? {}),
  });

describe('the HTTP client', () => {
  it('sends once more what a connection that was kept open did not carry, but no stream', async () => {
    const served = new WeakSet<object>();
    // A node that closes each connection at its second request, as one does whose keep-alive time is just over.
    const server = createServer((request, response) => {
      if (served.has(request.socket)) return request.socket.destroy();
      served.add(request.socket);
      request.resume();
      request.on('end', () => response.end(JSON.stringify({ key: KEY, size: BYTES.byteLength })));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const client = createDxClient({ url: `http://127.0.0.1:${port}` });
      for (let i = 0; i < 5; i += 1) await expect(client.put(BYTES)).resolves.toMatchObject({ key: KEY });
      const body = () => new Blob([BYTES]).stream();
      const streams = async () => {
        for (let i = 0; i < 2; i += 1) await client.upload(KEY, { size: BYTES.byteLength, body: body() });
      };
      await expect(streams()).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('uploads under the hash, with its token', async () => {
    const seen: [string, string | null][] = [];
    const client = answering((url, init) => {
      seen.push([url, new Headers(init.headers).get('authorization')]);
      return Response.json({ key: KEY, size: BYTES.byteLength }, { status: 201 });
    });
    expect(await client.put(BYTES)).toEqual({ key: KEY, size: BYTES.byteLength });
    expect(seen).toEqual([[`http://node/v1/blobs/${KEY}`, 'Bearer secret']]);
  });

  it('gives the bytes that hash to the key and no others', async () => {
    expect(Buffer.from(await answering(() => new Response(BYTES)).get(KEY, MAX))).toEqual(BYTES);
    const wrong = answering(() => new Response('other bytes'));
    await expect(wrong.get(KEY, MAX)).rejects.toMatchObject({ code: 'DX_HASH_MISMATCH', data: { key: KEY } });
  });

  it.each([
    ['announced', { 'content-length': '5000' }],
    ['not announced', {}],
  ])('takes no more than asked for when the length is %s', async (_case, headers) => {
    const client = answering(() => new Response(Buffer.alloc(5_000), { headers: { ...headers } }));
    await expect(client.get(KEY, MAX)).rejects.toMatchObject({
      code: 'DX_TOO_LARGE',
      data: { limitBytes: 1_000 },
    });
  });

  it('asks for no key that is none and sends no empty blob', async () => {
    const client = answering(() => {
      throw new Error('asked');
    });
    for (const call of [client.get('nokey', MAX), client.stat('0x'), client.download('../x')]) {
      await expect(call).rejects.toMatchObject({ code: 'DX_BAD_KEY' });
    }
    await expect(client.put(new Uint8Array())).rejects.toMatchObject({ code: 'DX_EMPTY_BLOB' });
  });

  it('passes on what the node says', async () => {
    const problem = { title: 't', status: 507, code: 'DX_QUOTA', detail: 'full', data: { limitBytes: 5 } };
    const client = answering(() => Response.json(problem, { status: 507 }));
    await expect(client.put(BYTES)).rejects.toMatchObject({
      code: 'DX_QUOTA',
      message: 'full',
      data: { limitBytes: 5, status: 507, url: 'http://node' },
    });
  });

  const strangers: [string, () => Response | Promise<Response>][] = [
    ['is not there', () => Promise.reject(new TypeError('fetch failed'))],
    ['is something else', () => new Response('<html>', { status: 502 })],
    [
      'has codes that nobody knows',
      () => Response.json({ title: 't', status: 500, code: 'ODD' }, { status: 500 }),
    ],
    ['answers something else', () => Response.json({ hello: 1 })],
    ['answers no JSON', () => new Response('<html>')],
  ];
  it.each(strangers)('says DX_UNAVAILABLE when what is at the address %s', async (_case, answer) => {
    await expect(answering(answer).stat(KEY)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE' });
  });

  it('says DX_UNAVAILABLE when the bytes break off', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(BYTES.subarray(0, 3));
        controller.error(new TypeError('terminated'));
      },
    });
    const client = answering(() => new Response(broken));
    await expect(client.get(KEY, MAX)).rejects.toMatchObject({ code: 'DX_UNAVAILABLE', data: { key: KEY } });
  });

  it('tells giving up from taking too long', async () => {
    const client = answering((_url, init) => Promise.reject(init.signal?.reason));
    await expect(client.stat(KEY, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'DX_ABORTED',
    });
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(client.get(KEY, { ...MAX, signal: late })).rejects.toMatchObject({ code: 'DX_TIMEOUT' });
  });

  it('needs neither libp2p nor anything of the node but its errors', async () => {
    const src = join(import.meta.dirname, '../../src');
    const seen = new Set<string>();
    const packages = new Set<string>();
    const follow = async (file: string): Promise<void> => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = await readFile(file, 'utf8');
      for (const [, from = ''] of text.matchAll(/ from '([^']+)'/g)) {
        if (from.startsWith('.')) await follow(join(file, '..', from));
        else packages.add(from);
      }
    };
    await follow(join(src, 'schemas/index.ts'));
    expect([...packages].sort()).toEqual(['@airo/program', 'zod']);
  });
});
