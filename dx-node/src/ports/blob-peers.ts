import type { DxKey } from '../domain/key.ts';
import type { GetHeader, GetRequest } from '../domain/wire/get-codec.ts';

/** A peer by its id, base58; adapters know how to reach it. */
export interface PeerRef {
  readonly id: string;
}

/** An answer under way: read `body` to its end, leave it by `return`, or `cancel` it unread. */
export interface GetAnswer {
  readonly header: GetHeader;
  /** `header.bodyLength` bytes in all. Throws DX_UNAVAILABLE or DX_TIMEOUT. */
  readonly body: AsyncIterable<Uint8Array>;
  /** For a body that won't be read at all. */
  cancel(): void;
}

/** The other nodes, one question at a time. */
export interface BlobPeers {
  /** Those with an open connection, in no order; none that is banned. */
  connected(): PeerRef[];
  /** Which of the keys `peer` holds. Throws DX_UNAVAILABLE, DX_TIMEOUT, DX_PROTOCOL. */
  have(peer: PeerRef, keys: readonly DxKey[], signal: AbortSignal): Promise<boolean[]>;
  /** Throws DX_UNAVAILABLE, DX_TIMEOUT, DX_PROTOCOL. */
  get(peer: PeerRef, request: GetRequest, signal: AbortSignal): Promise<GetAnswer>;
  /** Has nothing to do with `peer` for a while and drops its connections. */
  ban(peer: PeerRef, reason: string): void;
  isBanned(peer: PeerRef): boolean;
}
