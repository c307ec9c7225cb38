import { AiroError } from '@airo/program';

/** What can go wrong on the developer's network. */
export type DevnetErrorCode =
  /** A file of the checkout isn't there. */
  | 'FILE_MISSING'
  /** A child process ended, or said nothing, before it was ready. */
  | 'CHILD_NOT_READY'
  /** A child process ended while the network was running. */
  | 'CHILD_ENDED'
  /** No chain answers where one should run. */
  | 'CHAIN_UNREACHABLE'
  /** Another devnet runs on the same state folder. */
  | 'DEVNET_RUNNING'
  /** The model doesn't fit the demo's pictures, or a bot won't host it. */
  | 'MODEL_UNSUITED'
  /** An answer isn't what the model's manifest promises. */
  | 'ANSWER_UNSUITED'
  /** No bot of that name or address. */
  | 'NO_SUCH_PROVIDER'
  /** No devnet runs on the state folder. */
  | 'NOT_RUNNING'
  /** No model of that number. */
  | 'NO_SUCH_MODEL'
  /** No open agreement of that number. */
  | 'NO_SUCH_AGREEMENT'
  /** The chosen provider has not bid. */
  | 'NO_SUCH_BID'
  /** The chain said something that the protocol doesn't allow. */
  | 'CHAIN_UNEXPECTED';

export class DevnetError extends AiroError<DevnetErrorCode, Readonly<Record<string, unknown>>> {}
