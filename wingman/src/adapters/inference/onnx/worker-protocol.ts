import type { Hex } from '@airo/chain-types';
import type { Device } from '../../../schemas/back-ends.ts';
import type { Datatype } from '../../../schemas/index.ts';

/** What a worker thread is started with. */
export interface WorkerInit {
  /** Of the model file. */
  readonly path: string;
  /** SHA-256 of it. */
  readonly hash: Hex;
  readonly threads: number;
  /** Tried in this order until one takes the model. */
  readonly devices: readonly Device[];
  /** Names of the outputs, in the order in which they are wanted. */
  readonly outputs: readonly { readonly name: string; readonly datatype: Datatype }[];
}

export interface WireTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /** As in a payload; moved to the other thread, not copied. */
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface RunMessage {
  readonly id: number;
  readonly inputs: readonly WireTensor[];
}

/** A device that could not take the model. */
export interface PassedOver {
  readonly device: Device;
  readonly reason: string;
}

/** The first message of a worker tells how loading went; each run is answered by one more. */
export type WorkerMessage =
  | { readonly type: 'loaded'; readonly device: Device; readonly passedOver: readonly PassedOver[] }
  | { readonly type: 'load-failed'; readonly reason: string }
  | { readonly type: 'done'; readonly id: number; readonly outputs: readonly WireTensor[] }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string };
