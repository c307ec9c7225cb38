import type { Stream } from '@libp2p/interface';
import { DxError } from '../../errors.ts';

/**
 * Sends and waits until the stream can take more. Waits for each `drain` event itself, because `stream.onDrain()`
 * resolves at once after its first time. Throws DX_TIMEOUT when the peer takes nothing for `idleTimeoutMs`,
 * DX_UNAVAILABLE when it breaks off.
 */
export async function sendAll(stream: Stream, bytes: Uint8Array, idleTimeoutMs: number): Promise<void> {
  if (stream.status !== 'open') throw new DxError('DX_UNAVAILABLE', `the stream is ${stream.status}`, {});
  stream.send(bytes);
  while (stream.writableNeedsDrain) await drained(stream, idleTimeoutMs);
}

async function drained(stream: Stream, idleTimeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    reject(
      new DxError('DX_TIMEOUT', `the peer took nothing for ${idleTimeoutMs} ms`, { waitedMs: idleTimeoutMs }),
    );
  }, idleTimeoutMs);
  const onDrain = (): void => resolve();
  const onClose = (): void => reject(new DxError('DX_UNAVAILABLE', 'the peer broke the stream off', {}));
  stream.addEventListener('drain', onDrain);
  stream.addEventListener('close', onClose);
  if (stream.status !== 'open') onClose();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    stream.removeEventListener('drain', onDrain);
    stream.removeEventListener('close', onClose);
  }
}
