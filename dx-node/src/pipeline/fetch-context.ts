import type { Clock, Logger } from '@airo/program';
import type { BlobPeers } from '../ports/blob-peers.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { ContentRouter } from '../ports/content-router.ts';

interface FetchLimits {
  /** Larger blobs aren't fetched. */
  maxBlobBytes: number;
  /** Lookups in the DHT at once; more wait. */
  lookupsAtOnce: number;
  lookupTimeoutMs: number;
  /** How long connected peers may take to say whether they have a blob before the DHT is asked too. */
  haveTimeoutMs: number;
  /** How long a source may take to begin before another is asked beside it. */
  hedgeAfterMs: number;
  /** A peer that delivers less, over {@link FetchLimits.rateGraceMs}, is given up. */
  minRateBytesPerSecond: number;
  rateGraceMs: number;
}

/** What every step of a fetch works with. */
export interface FetchContext {
  readonly store: BlobStore;
  readonly peers: BlobPeers;
  readonly router: ContentRouter;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: FetchLimits;
}
