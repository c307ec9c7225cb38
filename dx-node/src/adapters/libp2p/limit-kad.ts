import type { Clock, Logger } from '@airo/program';
import type { StreamHandler } from '@libp2p/interface';
import type { KadDHT, KadDHTComponents } from '@libp2p/kad-dht';
import { KAD_PROTOCOL } from '../../constants.ts';
import type { PeerLimits } from '../../domain/peer-limits.ts';
import { DxError } from '../../errors.ts';

/** The shortest message has about as many; long ones are counted as several. */
const BYTES_PER_REQUEST = 64;

export interface KadLimits {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly requests: PeerLimits;
}

/**
 * Bounds what peers may ask of the DHT: kad-dht answers any number of messages. Its handler is wrapped where it registers
 * itself, because libp2p's stream middleware adds the handler to the list of middleware with each stream (libp2p 3.3).
 */
export function limitKad(
  create: (components: KadDHTComponents) => KadDHT,
  limits: KadLimits,
): (components: KadDHTComponents) => KadDHT {
  return (components) => {
    const registrar = replaced(components.registrar, 'handle', (protocol, handler, options) =>
      components.registrar.handle(
        protocol,
        protocol === KAD_PROTOCOL ? limited(handler, limits) : handler,
        options,
      ),
    );
    return create(replaced(components, 'registrar', registrar));
  };
}

/** `target` with one property of another value. */
function replaced<T extends object, K extends keyof T>(target: T, name: K, value: T[K]): T {
  return new Proxy(target, {
    get(of, property) {
      if (property === name) return value;
      const own: unknown = Reflect.get(of, property, of);
      return typeof own === 'function' ? own.bind(of) : own;
    },
  });
}

function limited(handler: StreamHandler, { clock, logger, requests }: KadLimits): StreamHandler {
  return (stream, connection) => {
    const peer = connection.remotePeer.toString();
    const spend = (bytes: number): void => {
      if (requests.spend(peer, Math.ceil(bytes / BYTES_PER_REQUEST), clock.now())) return;
      logger.debug({ peer }, 'a peer asks the DHT too much');
      stream.abort(
        new DxError('DX_BUSY', 'too many requests to the DHT', { peer, limit: 'requestsPerSecond' }),
      );
    };
    // Before the handler, which begins to listen in the same turn: what is there already comes to both.
    stream.addEventListener('message', ({ data }) => spend(data.byteLength));
    return handler(stream, connection);
  };
}
