import type { Blob, Hex } from '@airo/chain-types';

/** Why bytes couldn't be had. */
export type FetchFailure =
  | { readonly ok: false; readonly why: 'too-large' }
  /** Asking later may help. */
  | { readonly ok: false; readonly why: 'unavailable'; readonly detail: string }
  /** Nothing is known about the blob: the node doesn't answer, or not as it should. */
  | { readonly ok: false; readonly why: 'away'; readonly detail: string };

export type Fetched = { readonly ok: true; readonly bytes: Uint8Array } | FetchFailure;

/** Content by hash (Dx). What comes back hashes to what was asked for. */
export interface Blobs {
  /** @param maxBytes more is too large, and isn't read */
  get(hash: Hex, maxBytes: number, signal?: AbortSignal): Promise<Fetched>;
  /** Keeps the bytes where others find them. Rejects with DX_AWAY when the node can't be reached or refuses. */
  put(bytes: Uint8Array): Promise<Blob>;
}
