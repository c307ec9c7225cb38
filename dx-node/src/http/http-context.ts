import type { Logger } from '@airo/program';
import type { Dx } from '../pipeline/dx.ts';
import type { Peers } from '../schemas/blob-stat.ts';

/** What the HTTP and JSON-RPC edges work with. */
export interface HttpContext {
  readonly dx: Dx;
  readonly peers: () => Peers;
  readonly logger: Logger;
  /** Aborts when the node closes. */
  readonly closing: AbortSignal;
  readonly mayWrite: (authorization: string | undefined) => boolean;
  readonly idleTimeoutMs: number;
  readonly maxBlobBytes: number;
  /** Where the listener is bound to. */
  readonly host: string;
  /** Names in Host headers that are answered, beside those of this machine. */
  readonly allowedHosts: readonly string[];
  /** WebSocket of the chain's node that other JSON-RPC methods go to. */
  readonly chainUrl: string | undefined;
  /** Origins of web pages that may use this node; pages on this machine may in any case. */
  readonly corsOrigins: readonly string[];
}
