import { createHash, timingSafeEqual } from 'node:crypto';
import { DxError } from '../errors.ts';

/** Whether only this machine can reach what listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Who may write: the holder of the token when there is one; without one anybody on this machine and nobody else.
 */
export function writeGuard(init: {
  host: string;
  token?: string | undefined;
}): (authorization: string | undefined) => boolean {
  const { host, token } = init;
  if (token === undefined) return () => isLoopback(host);
  const expected = digest(`Bearer ${token}`);
  return (authorization) => authorization !== undefined && timingSafeEqual(digest(authorization), expected);
}

export function unauthorized(): DxError {
  const message =
    'writing to this node needs "Authorization: Bearer <token>" with the token of its settings (DX_TOKEN)';
  return new DxError('DX_UNAUTHORIZED', message, {});
}

/** Equal lengths, whatever was sent, so that comparing tells nothing by its time. */
function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
