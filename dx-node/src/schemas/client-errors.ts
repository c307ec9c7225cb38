import { DX_ERRORS, DxError, type DxErrorCode, type DxErrorData } from '../errors.ts';
import { problemSchema } from './blob-stat.ts';
import type { DxKey } from './key.ts';

/** DX_TOO_LARGE: more came or was announced than the caller takes. */
export function tooLarge(key: DxKey, limitBytes: number, sizeBytes: number): DxError {
  const message = `${key} has at least ${sizeBytes} bytes, more than the ${limitBytes} asked for`;
  return new DxError('DX_TOO_LARGE', message, { key, limitBytes, sizeBytes });
}

/** DX_TIMEOUT or DX_ABORTED when that is why, DX_UNAVAILABLE otherwise. */
export function unreachable(url: string, cause: unknown, signal?: AbortSignal | null, key?: DxKey): DxError {
  const data: DxErrorData = key === undefined ? { url } : { url, key };
  if (signal?.aborted === true) {
    return (signal.reason as { name?: unknown } | undefined)?.name === 'TimeoutError'
      ? new DxError('DX_TIMEOUT', `${url} didn't answer in time`, data, { cause })
      : new DxError('DX_ABORTED', `the request to ${url} was given up`, data, { cause });
  }
  return key === undefined
    ? new DxError('DX_UNAVAILABLE', `no dx-node answers at ${url}: is it running?`, data, { cause })
    : new DxError('DX_UNAVAILABLE', `${url} broke off while sending ${key}`, data, { cause });
}

/** The error that a node's answer tells, DX_UNAVAILABLE when it isn't the answer of a dx-node. */
export async function problemOf(response: Response, url: string): Promise<DxError> {
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
