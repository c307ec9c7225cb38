import type { z } from 'zod';
import { DX_ERRORS, DxError, type DxErrorCode, type DxErrorData } from '../errors.ts';
import {
  type BlobStat,
  blobStatSchema,
  type Peers,
  type PutResult,
  peersSchema,
  problemSchema,
  putResultSchema,
} from './blob-stat.ts';
import { type DxKey, dxKeySchema } from './key.ts';

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
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, { ...options, headers });
    } catch (error) {
      throw unreachable(base, error, options.signal);
    }
    if (!response.ok) throw await problemOf(response, base);
    return response;
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

async function readBody(
  response: Response,
  {
    key,
    maxBytes,
    base,
    signal,
  }: { key: DxKey; maxBytes: number; base: string; signal?: AbortSignal | undefined },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop by a throw cancels the body.
    for await (const part of response.body ?? []) {
      size += part.byteLength;
      if (size > maxBytes) throw tooLarge(key, maxBytes, size);
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof DxError ? error : unreachable(base, error, signal, key);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

function tooLarge(key: DxKey, limitBytes: number, sizeBytes: number): DxError {
  const message = `${key} has at least ${sizeBytes} bytes, more than the ${limitBytes} asked for`;
  return new DxError('DX_TOO_LARGE', message, { key, limitBytes, sizeBytes });
}

function unreachable(url: string, cause: unknown, signal?: AbortSignal | null, key?: DxKey): DxError {
  const data: DxErrorData = key === undefined ? { url } : { url, key };
  if (signal?.aborted === true) {
    return signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
      ? new DxError('DX_TIMEOUT', `${url} didn't answer in time`, data, { cause })
      : new DxError('DX_ABORTED', `the request to ${url} was given up`, data, { cause });
  }
  return key === undefined
    ? new DxError('DX_UNAVAILABLE', `no dx-node answers at ${url}: is it running?`, data, { cause })
    : new DxError('DX_UNAVAILABLE', `${url} broke off while sending ${key}`, data, { cause });
}

async function problemOf(response: Response, url: string): Promise<DxError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = problemSchema.safeParse(body);
  if (problem.success && isCode(problem.data.code)) {
    const { code, detail, title } = problem.data;
    return new DxError(code, detail ?? title, { ...dataOf(body), url, status: response.status });
  }
  const message = `${url} answered ${response.status}, not as a dx-node does`;
  return new DxError('DX_UNAVAILABLE', message, { url, status: response.status });
}

function isCode(code: string): code is DxErrorCode {
  return Object.hasOwn(DX_ERRORS, code);
}

function dataOf(body: unknown): DxErrorData {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  return typeof data === 'object' && data !== null ? (data as DxErrorData) : {};
}
