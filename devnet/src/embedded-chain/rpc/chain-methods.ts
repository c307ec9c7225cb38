import type { Blockchain } from '@acala-network/chopsticks-core';
import type { Chopsticks } from '../chopsticks.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import type { Method, Methods } from './json-rpc.ts';
import type { Subscriptions } from './subscriptions.ts';

type Hex = `0x${string}`;

/** Chopsticks' methods that are served as they are; its pool and its block building are replaced by ours. */
const FROM_CHOPSTICKS = /^(chain|state|childstate|system|payment|chainHead_v1|chainSpec_v1|archive_v1)_/;

/** Where the block hash stands among the parameters. */
const BLOCK_PARAMETER: Readonly<Record<string, number>> = {
  state_getRuntimeVersion: 0,
  state_getMetadata: 0,
  state_getStorage: 1,
  state_getStorageAt: 1,
  state_queryStorageAt: 1,
  state_getKeysPaged: 3,
  state_call: 2,
  state_getReadProof: 1,
  payment_queryInfo: 1,
  payment_queryFeeDetails: 1,
};
const NULL_WHEN_UNKNOWN = ['chain_getHeader', 'chain_getBlock'];

/** Read methods by their names on the wire, as a node answers them. */
export function chainMethods(chopsticks: Chopsticks, chain: Blockchain): Methods {
  const methods: Record<string, Method> = {};
  for (const [name, handler] of Object.entries(chopsticks.allHandlers)) {
    if (!FROM_CHOPSTICKS.test(name)) continue;
    const serve: Method = (params, subscriptions) =>
      (handler as ChopsticksHandler)({ chain }, params, {
        subscribe: (method, id, onCancel) => subscriptions.subscribe(method, id, onCancel),
        unsubscribe: (id) => subscriptions.unsubscribe(id),
      });
    const parameter = BLOCK_PARAMETER[name];
    if (parameter !== undefined) methods[name] = atKnownBlock(chain, serve, parameter);
    else if (NULL_WHEN_UNKNOWN.includes(name)) methods[name] = nullWhenUnknown(chain, serve);
    else methods[name] = serve;
  }
  return methods;
}

type ChopsticksHandler = (
  context: { chain: Blockchain },
  params: readonly unknown[],
  subscriptions: Subscriptions,
) => Promise<unknown>;

async function isKnown(chain: Blockchain, hash: unknown): Promise<boolean> {
  return hash === undefined || hash === null || (await chain.getBlock(hash as Hex)) !== undefined;
}

/** Chopsticks reads an unknown block as an empty one. */
function atKnownBlock(chain: Blockchain, serve: Method, parameter: number): Method {
  return async (params, subscriptions) => {
    const hash = params[parameter];
    if (!(await isKnown(chain, hash))) {
      throw new RpcError(
        RPC_CODE.UNKNOWN_BLOCK,
        `Client error: UnknownBlock: State already discarded for ${String(hash)}`,
      );
    }
    return serve(params, subscriptions);
  };
}

function nullWhenUnknown(chain: Blockchain, serve: Method): Method {
  return async (params, subscriptions) =>
    (await isKnown(chain, params[0])) ? serve(params, subscriptions) : null;
}
