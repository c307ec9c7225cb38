import { AiroError } from '@airo/program';

/** What can go wrong on the developer's network. */
export type DevnetErrorCode =
  /** A file of the checkout isn't there. */
  | 'FILE_MISSING'
  /** A child process ended, or said nothing, before it was ready. */
  | 'CHILD_NOT_READY'
  /** A child process ended while the network was running. */
  | 'CHILD_ENDED'
  /** Another devnet runs on the same state folder. */
  | 'DEVNET_RUNNING'
  /** Something didn't happen in the time it should take. */
  | 'TOO_SLOW';

export class DevnetError extends AiroError<DevnetErrorCode, Readonly<Record<string, unknown>>> {}
