import type { z } from 'zod';
import { DxError } from '../errors.ts';
import {
  type BlobStat,
  blobStatSchema,
  type Peers,
  type PutResult,
  peersSchema,
  putResultSchema,
} from './blob-stat.ts';
import { problemOf, tooLarge, unreachable } from './client-errors.ts';
import { type DxKey, dxKeySchema } from './key.ts';

/** All connections kept to a node that was away for a moment can be stale. */
const TRIES_OVER_KEPT = 4;

export interface DxClientInit {
  /** Base of the node's HTTP face, e.g. `http://127.0.0.1:9700`. */
  url: string;
  /** Bearer token; only writes to a node that isn't on loopback need one. */
  token?: string;
  fetch?: typeof globalThis.fetch;
}

export interface GetOptions {
  /** The most bytes to take; a larger blob is DX_TOO_LARGE before it is read. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
}

/** A remote dx-node over HTTP. Every method throws {@link DxError}; the node's own code passes through. */
export interface DxClient {
  /** Hashes and uploads. Already there is success. */
  put(bytes: Uint8Array, options?: { signal?: AbortSignal | undefined }): Promise<PutResult>;
  /** Downloads and checks the hash: DX_NOT_FOUND, DX_TOO_LARGE, DX_HASH_MISMATCH, DX_UNAVAILABLE, … */
  get(key: string, options: GetOptions): Promise<Uint8Array>;
  /** Uploads what is known to hash to `key`, of `size` bytes, without holding it in memory. */
  upload(
    key: string,
    init: { size: number; body: ReadableStream<Uint8Array>; signal?: AbortSignal | undefined },
  ): Promise<PutResult>;
  /** The bytes as they come, so not yet checked: who reads them has to compare the hash. */
  download(
    key: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<{ size: number; body: AsyncIterable<Uint8Array> }>;
  /** The size without the bytes; asks peers when the node doesn't hold the blob. */
  stat(key: string, options?: { signal?: AbortSignal | undefined }): Promise<BlobStat>;
  peers(options?: { signal?: AbortSignal | undefined }): Promise<Peers>;
}

/** Speaks to a dx-node; works in Node and in browsers. */
export function createDxClient(init: DxClientInit): DxClient {
  const base = init.url.replace(/\/+$/, '');
  const fetch = init.fetch ?? globalThis.fetch;

  async function request(path: string, options: RequestInit): Promise<Response> {
    const headers = new Headers(options.headers);
    if (init.token !== undefined) headers.set('authorization', `Bearer ${init.token}`);
    const response = await send(`${base}${path}`, { ...options, headers });
    if (!response.ok) throw await problemOf(response, base);
    return response;
  }

  /**
   * A connection kept open may be closed by the node just when it is used again; the request is sent once more then, over a
   * new one. Everything here may be done twice, but for a body that streams: it can't be sent again.
   */
  async function send(url: string, options: RequestInit): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await fetch(url, options);
      } catch (error) {
        const again =
          attempt < TRIES_OVER_KEPT && wasClosed(error) && !(options.body instanceof ReadableStream);
        if (!again || options.signal?.aborted === true) throw unreachable(base, error, options.signal);
      }
    }
  }

  async function answer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    try {
      return schema.parse(await response.json());
    } catch (error) {
      throw new DxError(
        'DX_UNAVAILABLE',
        `${base} didn't answer as a dx-node does`,
        { url: base },
        { cause: error },
      );
    }
  }

  return {
    async put(bytes, options = {}) {
      if (bytes.byteLength === 0) {
        throw new DxError('DX_EMPTY_BLOB', 'Dx holds no blob of 0 bytes', { sizeBytes: 0 });
      }
      const key = await keyOf(bytes);
      const response = await request(`/v1/blobs/${key}`, {
        method: 'PUT',
        // fetch's types want an ArrayBuffer-backed view; a SharedArrayBuffer is no input that we get.
        body: bytes as Uint8Array<ArrayBuffer>,
        headers: { 'content-type': 'application/octet-stream' },
        signal: options.signal ?? null,
      });
      return answer(response, putResultSchema);
    },

    async get(keyText, { maxBytes, signal }) {
      const key = parseKey(keyText);
      const response = await request(`/v1/blobs/${key}`, { signal: signal ?? null });
      const announced = Number(response.headers.get('content-length') ?? Number.NaN);
      if (announced > maxBytes) {
        await response.body?.cancel();
        throw tooLarge(key, maxBytes, announced);
      }
      const bytes = await readBody(response, { key, maxBytes, base, signal });
      const actual = await keyOf(bytes);
      if (actual !== key) {
        throw new DxError('DX_HASH_MISMATCH', `${base} sent bytes that hash to ${actual}, not ${key}`, {
          key,
          url: base,
        });
      }
      return bytes;
    },

    async upload(keyText, { size, body, signal }) {
      // `duplex` is what fetch wants for a body that streams; its types don't know it yet.
      const options: RequestInit & { duplex: 'half' } = {
        method: 'PUT',
        body,
        duplex: 'half',
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
        signal: signal ?? null,
      };
      return answer(await request(`/v1/blobs/${parseKey(keyText)}`, options), putResultSchema);
    },

    async download(keyText, { signal } = {}) {
      const key = parseKey(keyText);
      const response = await request(`/v1/blobs/${key}`, { signal: signal ?? null });
      return {
        size: Number(response.headers.get('content-length')),
        body: piecesOf(response, { key, base, signal }),
      };
    },

    async stat(keyText, options = {}) {
      const key = parseKey(keyText);
      const response = await request(`/v1/blobs/${key}/stat`, { signal: options.signal ?? null });
      return answer(response, blobStatSchema);
    },

    async peers(options = {}) {
      return answer(await request('/v1/peers', { signal: options.signal ?? null }), peersSchema);
    },
  };
}

/** Whether the connection broke before an answer came, as Node's fetch tells it; not that there is nobody to connect to. */
function wasClosed(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String(cause?.code));
}

function parseKey(text: string): DxKey {
  const parsed = dxKeySchema.safeParse(text);
  if (!parsed.success) {
    throw new DxError('DX_BAD_KEY', `"${text.slice(0, 80)}" is no key: a key is 0x and 64 hex digits`, {
      key: text.slice(0, 80),
    });
  }
  return parsed.data;
}

async function keyOf(bytes: Uint8Array): Promise<DxKey> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return `0x${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

interface BodyContext {
  readonly key: DxKey;
  readonly base: string;
  readonly signal?: AbortSignal | undefined;
}

/** The body's bytes; leaving the loop cancels it. Throws DX_UNAVAILABLE when it breaks off. */
async function* piecesOf(response: Response, { key, base, signal }: BodyContext): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? [];
  } catch (error) {
    throw error instanceof DxError ? error : unreachable(base, error, signal, key);
  }
}

async function readBody(response: Response, init: BodyContext & { maxBytes: number }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of piecesOf(response, init)) {
    size += part.byteLength;
    if (size > init.maxBytes) throw tooLarge(init.key, init.maxBytes, size);
    parts.push(part);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}
