import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import type { Hex } from '../model/ids.ts';
import { requestError, unavailable } from './request-error.ts';

const RECONNECT_MS = 500;
/** A node is silent while it compiles a new runtime, which takes a busy machine half a minute. */
const REQUEST_TIMEOUT_MS = 60_000;
/** One WebSocket to one node, which reconnects by itself; requests by their names on the wire. */
export interface Connection {
  readonly api: ApiPromise;
  readonly endpoint: string;
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

/** @throws ChainError CHAIN_UNAVAILABLE when no node answers within `timeoutMs` */
export async function openConnection(init: {
  endpoint: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}): Promise<Connection> {
  const { endpoint } = init;
  const provider = new WsProvider(endpoint, RECONNECT_MS, {}, REQUEST_TIMEOUT_MS);
  const api = new ApiPromise({ provider: provider as NonNullable<ApiOptions['provider']>, noInitWarn: true });
  // Rejects at the first failed attempt, of which there may be many before the node is up.
  api.isReadyOrError.catch(() => {});
  try {
    await within(api.isReady, init, () => unavailable(endpoint));
  } catch (error) {
    await api.disconnect();
    throw error;
  }
  const genesisHash = api.genesisHash.toHex();

  const request = async <T>(method: string, params: readonly unknown[]): Promise<T> => {
    try {
      return await provider.send<T>(method, [...params]);
    } catch (cause) {
      throw requestError(endpoint, method, provider.isConnected, cause);
    }
  };
  return {
    api,
    endpoint,
    genesisHash,
    request,
    subscribe: async (method, unsubscribeMethod, type, notify) => {
      const id = await provider
        .subscribe(type, method, [], (error, data) => {
          if (!error) notify(data);
        })
        .catch((cause: unknown) => {
          throw requestError(endpoint, method, provider.isConnected, cause);
        });
      return async () => {
        // The socket may be gone: then so is the subscription.
        await provider.unsubscribe(type, unsubscribeMethod, id).catch(() => {});
      };
    },
    close: () => api.disconnect(),
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
