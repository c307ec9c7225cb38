import type { Clock, Logger } from '@airo/program';
import type { PeerLimits } from '../../domain/peer-limits.ts';
import type { BlobStore } from '../../ports/blob-store.ts';

/** What answering other nodes needs. */
export interface ServeContext {
  readonly store: BlobStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A peer's gets don't keep it from asking what is held, nor the other way round. */
  readonly limits: { readonly get: PeerLimits; readonly have: PeerLimits };
  readonly idleTimeoutMs: number;
  /** Called with the bytes of blobs that went out. */
  readonly onSent: (bytes: number) => void;
}
