import { type DxErrorCode, isDxError } from '../errors.ts';

/** How `dx` ends, for scripts; the README has the same table. A `dx node` that doesn't start ends with 1. */
export const EXIT = {
  ok: 0,
  /** A defect, or something that has no code of its own. */
  failed: 1,
  /** Wrong flags or arguments; nothing was asked of a node. */
  usage: 2,
  /** Neither the node nor its peers have the blob. */
  notFound: 3,
  /** What was given can't be used: no key, no file, an empty or too large one. */
  badInput: 4,
  unauthorised: 5,
  /** Nobody answered, or too slowly: trying again may help. */
  tryAgain: 6,
  /** The bytes aren't those of the key. */
  corrupt: 7,
  /** The node's store is full or can't be used. */
  store: 8,
} as const;

const EXIT_OF: Record<DxErrorCode, number> = {
  DX_BAD_KEY: EXIT.badInput,
  DX_BAD_DATA: EXIT.badInput,
  DX_BAD_REQUEST: EXIT.badInput,
  DX_BAD_RANGE: EXIT.badInput,
  DX_EMPTY_BLOB: EXIT.badInput,
  DX_LENGTH_MISMATCH: EXIT.badInput,
  DX_TOO_LARGE: EXIT.badInput,
  DX_USE_HTTP: EXIT.badInput,
  DX_HASH_MISMATCH: EXIT.corrupt,
  DX_CORRUPT: EXIT.corrupt,
  DX_NOT_FOUND: EXIT.notFound,
  DX_UNAUTHORIZED: EXIT.unauthorised,
  DX_BAD_HOST: EXIT.unauthorised,
  DX_UNAVAILABLE: EXIT.tryAgain,
  DX_TIMEOUT: EXIT.tryAgain,
  DX_BUSY: EXIT.tryAgain,
  DX_ABORTED: EXIT.tryAgain,
  DX_PROTOCOL: EXIT.tryAgain,
  DX_QUOTA: EXIT.store,
  DX_STORE: EXIT.store,
  DX_LISTEN: EXIT.failed,
  DX_NO_ROUTE: EXIT.failed,
  DX_INTERNAL: EXIT.failed,
};

export function exitCodeOf(error: unknown): number {
  return isDxError(error) ? EXIT_OF[error.code] : EXIT.failed;
}
