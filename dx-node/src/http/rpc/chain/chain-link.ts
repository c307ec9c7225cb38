import type { JSONRPCRequest, JSONRPCResponse } from 'json-rpc-2.0';
import { DxError } from '../../../errors.ts';

/** A caller's way to the chain's node. */
export interface ChainLink {
  /** The node's answer as it is, errors included; null for a notification. Throws DX_UNAVAILABLE, DX_TIMEOUT. */
  call(request: JSONRPCRequest, signal: AbortSignal): Promise<JSONRPCResponse | null>;
}

/** DX_UNAVAILABLE for a chain's node. Its address is nothing for callers. */
export function chainUnavailable(cause?: unknown): DxError {
  return new DxError('DX_UNAVAILABLE', "the chain's node can't be reached; try again", {}, { cause });
}

/**
 * Methods that a node keeps from others than its operator. It takes this dx-node for its operator, as both run on one machine,
 * so they are kept here: whoever may write blobs may call them. Also those of development chains.
 */
const OPERATOR_METHODS = [
  /^author_(?:insertKey|rotateKeys|hasKey|hasSessionKeys|removeExtrinsic)/,
  /^(?:offchain|dev|engine|mixnet|statement)_/,
  /^babe_epochAuthorship/,
  /^state_traceBlock/,
  /^system_(?:addReservedPeer|removeReservedPeer|addLogFilter|resetLogFilter|dryRun|unstable|peers)/,
  /^sync_state_/,
];

export function isForOperator(method: string): boolean {
  return OPERATOR_METHODS.some((pattern) => pattern.test(method));
}
