import { AiroError } from '@airo/program';

/**
 * Every way Dx can say no, with what it means for the one who asked. The same names go over HTTP (problem+json
 * `code`) and JSON-RPC (`error.data.code`).
 */
export const DX_ERRORS = {
  /** The key isn't `0x` and 64 hex digits. Nothing was looked up. */
  DX_BAD_KEY: { status: 400, rpc: -32602, title: 'Not a Dx key' },
  /** `data` is neither base64 nor 0x-hex. Nothing was stored. */
  DX_BAD_DATA: { status: 400, rpc: -32602, title: 'Data is neither base64 nor 0x-hex' },
  /** The request itself is malformed (unknown field, wrong type, bad header). Nothing was done. */
  DX_BAD_REQUEST: { status: 400, rpc: -32602, title: 'Malformed request' },
  /** The Range header asks for bytes that the blob doesn't have. */
  DX_BAD_RANGE: { status: 416, rpc: -32602, title: 'Range outside the blob' },
  /** A blob of 0 bytes: Dx holds none, on either side. */
  DX_EMPTY_BLOB: { status: 422, rpc: -32013, title: 'Empty blob' },
  /** The bytes don't hash to the key. Nothing was kept. */
  DX_HASH_MISMATCH: { status: 422, rpc: -32011, title: 'Bytes do not hash to the key' },
  /** Fewer or more bytes came than Content-Length said, or the sender went away. Nothing was kept. */
  DX_LENGTH_MISMATCH: { status: 400, rpc: -32014, title: 'Body is not as long as announced' },
  /** More bytes than the limit that `limitBytes` names. */
  DX_TOO_LARGE: { status: 413, rpc: -32010, title: 'Blob over the limit' },
  /** More than 8 MiB by JSON-RPC: send or read it at the HTTP route that `route` names. */
  DX_USE_HTTP: { status: 413, rpc: -32015, title: 'Too large for JSON-RPC' },
  /** Neither this node nor any peer that it could reach in time has the blob. Asking later may help. */
  DX_NOT_FOUND: { status: 404, rpc: -32001, title: 'Blob not found' },
  /** This node's copy was damaged and has been dropped; no peer had a good one. Upload it again. */
  DX_CORRUPT: { status: 500, rpc: -32002, title: 'Stored blob was damaged' },
  /** Peers have the blob, but none delivered it whole. Asking again may help. */
  DX_UNAVAILABLE: { status: 503, rpc: -32003, title: 'Blob or node cannot be reached' },
  /** A peer or the caller was slower than the time allowed. */
  DX_TIMEOUT: { status: 504, rpc: -32004, title: 'Too slow' },
  /** A limit on work in progress was reached; try again in a moment. */
  DX_BUSY: { status: 429, rpc: -32005, title: 'Too many requests at once' },
  /** The quota is full and what fills it is pinned. Unpin or raise `quotaBytes`. */
  DX_QUOTA: { status: 507, rpc: -32006, title: 'Store is full' },
  /** A write without the bearer token on a node that isn't bound to loopback. */
  DX_UNAUTHORIZED: { status: 401, rpc: -32007, title: 'Bearer token needed' },
  /** The Host header names none of this node's names: a web page may be behind it. Nothing was done. */
  DX_BAD_HOST: { status: 421, rpc: -32017, title: 'Not a name of this node' },
  /** A peer broke the wire protocol; it is banned for a while. */
  DX_PROTOCOL: { status: 502, rpc: -32008, title: 'Peer broke the protocol' },
  /** The caller gave up. */
  DX_ABORTED: { status: 499, rpc: -32009, title: 'Given up by the caller' },
  /** The data folder is in use by another process, or can't be read or written. */
  DX_STORE: { status: 500, rpc: -32012, title: 'Store cannot be used' },
  /** The addresses for peers can't be listened on; nothing was started. */
  DX_LISTEN: { status: 500, rpc: -32016, title: 'Cannot listen for peers' },
  /** No such route or method. */
  DX_NO_ROUTE: { status: 404, rpc: -32601, title: 'No such route' },
  /** A defect of this node; its log has the stack. */
  DX_INTERNAL: { status: 500, rpc: -32603, title: 'Internal error' },
} as const satisfies Record<string, { status: number; rpc: number; title: string }>;

export type DxErrorCode = keyof typeof DX_ERRORS;

/** What an error carries for machines; JSON-able, only what is known is set. */
export interface DxErrorData {
  key?: string;
  limitBytes?: number;
  sizeBytes?: number;
  /** Where to go instead, e.g. `PUT /v1/blobs/0x…`. */
  route?: string;
  /** Base58 peer id of whom the error is blamed on. */
  peer?: string;
  url?: string;
  /** HTTP status of an answer. */
  status?: number;
  path?: string;
  limit?: string;
  waitedMs?: number;
}

/** Base of every error that leaves dx-node; see {@link DX_ERRORS} for what each code means. */
export class DxError<C extends DxErrorCode = DxErrorCode> extends AiroError<C, DxErrorData> {
  override readonly name: string = 'DxError';
}

/** Whether `error` is a DxError, of this code when one is given. */
export function isDxError(error: unknown, code?: DxErrorCode): error is DxError {
  return error instanceof DxError && (code === undefined || error.code === code);
}
