import { ChainError } from '../errors.ts';

/** What is said of a request to a node that was left for another meanwhile. */
export const ENDPOINT_LEFT = 'the endpoint was left';
/** What the provider says of a request that waited too long, or whose socket has ended. */
const NO_ANSWER = new RegExp(
  `^(No response received|WebSocket is not connected|disconnected from|${ENDPOINT_LEFT})`,
);
/** What a node answers when it has dropped the state of a block. */
const UNKNOWN_BLOCK_CODE = 4003;

/** Nobody answers there. */
export function unavailable(endpoint: string, cause?: unknown): ChainError {
  return new ChainError(
    'CHAIN_UNAVAILABLE',
    `no chain answers at ${endpoint}: start it, or check the URL`,
    { endpoint },
    { cause },
  );
}

/**
 * Why a request to a node failed.
 * @param connected whether the socket was open when it did
 */
export function requestError(
  endpoint: string,
  method: string,
  connected: boolean,
  cause: unknown,
): ChainError {
  const rpcCode = cause instanceof Error && 'code' in cause ? Number(cause.code) : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (rpcCode === undefined) {
    return connected && !NO_ANSWER.test(message)
      ? new ChainError('RPC_FAILED', `${method}: ${message}`, { method }, { cause })
      : unavailable(endpoint, cause);
  }
  if (rpcCode === UNKNOWN_BLOCK_CODE) {
    return new ChainError(
      'STATE_PRUNED',
      `${method}: the node no longer has the state of this block; ask an archive node, or begin at the present state`,
      { method },
      { cause },
    );
  }
  const data = cause instanceof Error && 'data' in cause ? cause.data : undefined;
  return new ChainError('RPC_FAILED', `${method}: ${message}`, { method, rpcCode, reason: data }, { cause });
}
