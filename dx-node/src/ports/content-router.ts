import type { DxKey } from '../domain/key.ts';
import type { PeerRef } from './blob-peers.ts';

/** Who has what, on the whole network. */
export interface ContentRouter {
  /** Whether there is anybody to ask or to wait for. */
  canLookUp(): boolean;
  /** Providers as they are found, never this node; stop it by the signal, leaving the loop is not enough. */
  findProviders(key: DxKey, signal: AbortSignal): AsyncIterable<PeerRef[]>;
  /** Tells the network that this node has the blob; resolves with how many peers took note. */
  provide(key: DxKey, signal: AbortSignal): Promise<number>;
  /** What this node tells the network that it has, again and again, since {@link provide}; also that of earlier runs. */
  provided(): AsyncIterable<DxKey>;
  /** Stops telling it again. What others noted runs out by itself (48 h). */
  withdraw(key: DxKey): Promise<void>;
}
