import type { Stream } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { DxError, isDxError } from '../../errors.ts';
import type { PeerRef } from '../../ports/blob-peers.ts';
import type { DxLibp2p } from './libp2p-node.ts';
import { StreamReader } from './stream-reader.ts';

/** A stream to a peer with its reader; end it by `done` or `fail`, once. */
export interface Exchange {
  readonly stream: Stream;
  readonly reader: StreamReader;
  done(): void;
  fail(error: unknown): void;
  /** Calls `listener` when the stream has ended on both sides: until then it counts among those of the connection. */
  onClosed(listener: () => void): void;
}

/** Opens a stream; throws DX_UNAVAILABLE. Aborting the signal later resets the stream. */
export async function openExchange(
  node: DxLibp2p,
  init: { peer: PeerRef; protocol: string; idleTimeoutMs: number; signal: AbortSignal },
): Promise<Exchange> {
  const { peer, protocol, idleTimeoutMs, signal } = init;
  const dialSignal = AbortSignal.any([signal, AbortSignal.timeout(idleTimeoutMs)]);
  let stream: Stream;
  try {
    stream = await node.dialProtocol(peerIdFromString(peer.id), protocol, { signal: dialSignal });
  } catch (error) {
    throw unavailable(peer, error);
  }
  const closed = Promise.withResolvers<void>();
  stream.addEventListener('close', () => closed.resolve(), { once: true });
  if (stream.status !== 'open') closed.resolve();
  const reader = new StreamReader(stream, { idleTimeoutMs });
  const onAbort = (): void => stream.abort(unavailable(peer, signal.reason));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const end = (): void => {
    signal.removeEventListener('abort', onAbort);
    reader.release();
  };
  return {
    stream,
    reader,
    done() {
      end();
      stream
        .close({ signal: AbortSignal.timeout(idleTimeoutMs) })
        .catch((error: unknown) => stream.abort(unavailable(peer, error)));
      // A peer that doesn't close its side would keep the stream for ever.
      const late = setTimeout(
        () => stream.abort(unavailable(peer, 'stream left open')),
        idleTimeoutMs,
      ).unref();
      closed.promise.then(() => clearTimeout(late));
    },
    fail(error) {
      end();
      stream.abort(unavailable(peer, error));
    },
    onClosed(listener) {
      closed.promise.then(listener);
    },
  };
}

/** What went wrong with a peer as a coded error. */
export function unavailable(peer: PeerRef, cause: unknown): DxError {
  if (isDxError(cause)) return cause;
  if (cause instanceof Error && cause.name === 'TooManyOutboundProtocolStreamsError')
    return new DxError('DX_BUSY', `too many streams to ${peer.id} are open`, { peer: peer.id }, { cause });
  return new DxError('DX_UNAVAILABLE', `${peer.id} can't be reached`, { peer: peer.id }, { cause });
}
