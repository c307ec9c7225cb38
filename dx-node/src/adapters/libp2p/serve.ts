import type { Connection, Stream, StreamHandler } from '@libp2p/interface';
import { GET_PROTOCOL, HAVE_PROTOCOL } from '../../constants.ts';
import { DxError } from '../../errors.ts';
import type { DxLibp2p } from './libp2p-node.ts';
import type { ServeContext } from './serve-context.ts';
import { answerGet, refuse } from './serve-get.ts';
import { answerHave } from './serve-have.ts';

type Answer = (context: ServeContext, stream: Stream) => Promise<void>;

/** Lets other nodes ask this one. */
export async function serve(node: DxLibp2p, context: ServeContext, streamsPerPeer: number): Promise<void> {
  const options = { maxInboundStreams: streamsPerPeer };
  const busyGet: Answer = async (_, stream) => {
    await stream.closeRead();
    await refuse(context, stream, 'busy');
  };
  const busyHave: Answer = async (_, stream) =>
    stream.abort(new DxError('DX_BUSY', 'too many requests at once', {}));
  await node.handle(GET_PROTOCOL, handler(context, 'get', answerGet, busyGet), options);
  await node.handle(HAVE_PROTOCOL, handler(context, 'have', answerHave, busyHave), options);
}

function handler(
  context: ServeContext,
  kind: keyof ServeContext['limits'],
  answer: Answer,
  busy: Answer,
): StreamHandler {
  return async (stream: Stream, connection: Connection) => {
    const peer = connection.remotePeer.toString();
    const leave = context.limits[kind].enter(peer, context.clock.now());
    try {
      await (leave === undefined ? busy : answer)(context, stream);
      await stream.close({ signal: AbortSignal.timeout(context.idleTimeoutMs) });
    } catch (error) {
      context.logger.debug({ peer, error }, 'answering a peer failed');
      stream.abort(error instanceof Error ? error : new DxError('DX_INTERNAL', String(error), {}));
    } finally {
      leave?.();
      endInTime(stream, context.idleTimeoutMs);
    }
  };
}

/** A peer that got its answer and doesn't close its side would keep the stream for ever. */
function endInTime(stream: Stream, withinMs: number): void {
  if (stream.status !== 'open') return;
  const timer = setTimeout(() => {
    stream.abort(new DxError('DX_TIMEOUT', 'the peer kept an answered stream open', { waitedMs: withinMs }));
  }, withinMs);
  stream.addEventListener('close', () => clearTimeout(timer), { once: true });
}
