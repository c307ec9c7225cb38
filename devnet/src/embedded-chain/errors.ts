import { AiroError } from '@airo/program';

export type EmbeddedChainCode =
  /** The runtime file is missing or isn't a Wasm runtime. Build it with `npm run build:runtime`, or name another. */
  | 'WASM_UNREADABLE'
  /** The runtime has no such preset, or refused it. */
  | 'GENESIS_REFUSED'
  /** The runtime failed while a block was built; the head hasn't moved. */
  | 'BLOCK_FAILED';

/** Why the embedded chain can't start or go on. */
export class EmbeddedChainError extends AiroError<EmbeddedChainCode, Readonly<Record<string, string>>> {}

/** JSON-RPC error codes, those of a Substrate node where it has one. */
export const RPC_CODE = {
  PARSE: -32700,
  INVALID_REQUEST: -32600,
  METHOD_NOT_FOUND: -32601,
  INVALID_PARAMS: -32602,
  INTERNAL: -32603,
  BAD_FORMAT: 1001,
  INVALID_TRANSACTION: 1010,
  UNKNOWN_VALIDITY: 1011,
  ALREADY_IMPORTED: 1013,
  TOO_LOW_PRIORITY: 1014,
  POOL_FULL: 1016,
  UNKNOWN_BLOCK: 4003,
} as const;

/** An error that goes to the caller as it is. `rpcCode` is the number on the wire. */
export class RpcError extends AiroError<'RPC_ERROR', unknown> {
  readonly rpcCode: number;

  constructor(rpcCode: number, message: string, data: unknown = null, options?: ErrorOptions) {
    super('RPC_ERROR', message, data, options);
    this.rpcCode = rpcCode;
  }
}
