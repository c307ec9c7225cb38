import { systemClock } from '@airo/program';
import { ApiPromise } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { EndpointKeeper, type EndpointState, type EndpointSwitch } from '../endpoints/endpoint-keeper.ts';
import type { EndpointLimits } from '../endpoints/judge.ts';
import { SwitchingProvider } from '../endpoints/switching-provider.ts';
import type { Hex } from '../model/ids.ts';
import { requestError, unavailable } from './request-error.ts';

const LOOK_EVERY_MS = 3_000;
const LIMITS: EndpointLimits = { maxLag: 6, maxAgeMs: 120_000, silenceMs: 10_000 };

/** How endpoints are looked after; what isn't given is as it is by default. */
export interface EndpointOptions extends Partial<EndpointLimits> {
  /** Milliseconds between two looks at the heads of all endpoints. */
  readonly everyMs?: number;
  /** Called when one was left for another. */
  readonly onSwitch?: (change: EndpointSwitch) => void;
}

/**
 * The way to a chain by one endpoint at a time, which mends by itself and goes to another endpoint when the present one is
 * lost, silent or behind; requests by their names on the wire.
 */
export interface Connection {
  readonly api: ApiPromise;
  /** The one in use. */
  readonly endpoint: string;
  readonly endpoints: readonly EndpointState[];
  readonly genesisHash: Hex;
  /** @throws ChainError CHAIN_UNAVAILABLE not connected, STATE_PRUNED, RPC_FAILED with the node's code and data */
  request<T>(method: string, params: readonly unknown[]): Promise<T>;
  /** Calls `notify` with every notification, across reconnections, until the returned function is called. */
  subscribe(
    method: string,
    unsubscribeMethod: string,
    type: string,
    notify: (data: unknown) => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** @throws ChainError CHAIN_UNAVAILABLE when no node answers within `timeoutMs`; ENDPOINTS_DISAGREE */
export async function openConnection(init: {
  /** `ws://` or `wss://`, the preferred one first. */
  endpoints: readonly string[];
  timeoutMs: number;
  options?: EndpointOptions | undefined;
  signal?: AbortSignal | undefined;
}): Promise<Connection> {
  const { everyMs = LOOK_EVERY_MS, onSwitch = () => {}, ...limits } = init.options ?? {};
  const provider = new SwitchingProvider();
  const keeper = new EndpointKeeper({
    endpoints: [...new Set(init.endpoints)],
    clock: systemClock,
    limits: { ...LIMITS, ...limits },
    everyMs,
    use: (socket) => provider.use(socket),
    onSwitch,
  });
  const watched = keeper.run();
  watched.catch(() => {});
  const api = new ApiPromise({
    provider: provider as unknown as NonNullable<ApiOptions['provider']>,
    noInitWarn: true,
  });
  // Rejects at the first failed attempt, of which there may be many before the node is up.
  api.isReadyOrError.catch(() => {});
  const close = async () => {
    await api.disconnect();
    keeper.close();
  };
  try {
    const ready = Promise.race([api.isReady, watched.then(() => api.isReady)]);
    await within(ready, init, () => unavailable(init.endpoints.join(', ')));
  } catch (error) {
    await close();
    throw error;
  }
  const genesisHash = api.genesisHash.toHex();

  const request = async <T>(method: string, params: readonly unknown[]): Promise<T> => {
    const { endpoint } = keeper;
    try {
      return await provider.send<T>(method, [...params]);
    } catch (cause) {
      throw requestError(endpoint, method, provider.isConnected, cause);
    }
  };
  return {
    api,
    get endpoint() {
      return keeper.endpoint;
    },
    get endpoints() {
      return keeper.states;
    },
    genesisHash,
    request,
    subscribe: async (method, unsubscribeMethod, type, notify) => {
      const id = await provider
        .subscribe(type, method, [], (error, data) => {
          if (!error) notify(data);
        })
        .catch((cause: unknown) => {
          throw requestError(keeper.endpoint, method, provider.isConnected, cause);
        });
      return async () => {
        // The socket may be gone: then so is the subscription.
        await provider.unsubscribe(type, unsubscribeMethod, id).catch(() => {});
      };
    },
    close,
  };
}

async function within<T>(
  task: Promise<T>,
  init: { timeoutMs: number; signal?: AbortSignal | undefined },
  timedOut: () => Error,
): Promise<T> {
  const timeout = AbortSignal.timeout(init.timeoutMs);
  const stop = init.signal ? AbortSignal.any([timeout, init.signal]) : timeout;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(timeout.aborted ? timedOut() : init.signal?.reason);
    if (stop.aborted) onAbort();
    stop.addEventListener('abort', onAbort, { once: true });
    task.then(resolve, reject).finally(() => stop.removeEventListener('abort', onAbort));
  });
}
