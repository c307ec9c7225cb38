import type { Logger } from '@airo/program';
import type { Blobs } from '../../ports/blobs.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Store } from '../../ports/store.ts';
import type { ServedModels } from '../model/served-models.ts';
import type { Stage } from '../stages.ts';
import type { KeyedLock } from './keyed-lock.ts';

/** What the processors of the three queues need. */
export interface ExecutionContext extends InferContext {
  readonly chain: Chain;
}

/** What it takes to infer: no chain, so that a worker needs none, nor a key. */
export interface InferContext {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly served: ServedModels;
  readonly log: Logger;
  readonly locks: KeyedLock;
  /** Number of the best block. */
  readonly head: () => number;
  readonly maxPayloadBytes: number;
  /** A job was written to the outbox. */
  readonly onJobs: () => void;
  readonly observe: ExecutionObserver;
}

/** Figures for the metrics. */
export interface ExecutionObserver {
  inferred(units: number, ms: number): void;
  took(stage: Stage, ms: number): void;
  ended(how: 'answered' | 'refused', count: number): void;
  /** @param blocks from the one with the request to the one with its answer */
  answered(blocks: number): void;
}
