import { DxError } from '../../errors.ts';

/** `ENOENT` and its like, when `error` has one. */
export function errnoOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** DX_STORE for what the disk refused, with what can be done about it. */
export function storeError(path: string, cause: unknown): DxError {
  if (cause instanceof DxError) return cause;
  const code = errnoOf(cause) ?? 'unknown error';
  const hint = code === 'ENOSPC' ? 'the disk is full' : 'check that the folder exists and may be written';
  return new DxError('DX_STORE', `${path} can't be used (${code}): ${hint}`, { path }, { cause });
}

/** DX_STORE for a blob that would fill the disk. */
export function diskFull(path: string, sizeBytes: number): DxError {
  const message = `no room for ${sizeBytes} bytes: the disk of ${path} is full; free some, or set quotaBytes below its size`;
  return new DxError('DX_STORE', message, { path, sizeBytes });
}
