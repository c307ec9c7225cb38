import type { Clock, Logger } from '@airo/program';
import type { PeerLimits } from '../../domain/peer-limits.ts';
import type { BlobStore } from '../../ports/blob-store.ts';

/** What answering other nodes needs. */
export interface ServeContext {
  readonly store: BlobStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: PeerLimits;
  readonly idleTimeoutMs: number;
  /** Called with the bytes of blobs that went out. */
  readonly onSent: (bytes: number) => void;
}
