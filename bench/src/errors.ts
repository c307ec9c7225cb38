import { AiroError } from '@airo/program';

export type BenchErrorCode =
  /** No such suite. */
  | 'SUITE_UNKNOWN'
  /** The suite has no such part, or no such number of jobs can be done. */
  | 'PART_UNKNOWN'
  /** No browser to measure in. */
  | 'BROWSER_MISSING'
  /** What was to be measured didn't work, so there is no figure. */
  | 'RUN_FAILED';

export class BenchError extends AiroError<BenchErrorCode, Readonly<Record<string, unknown>>> {}

/** RUN_FAILED without more to say. */
export const runFailed = (message: string) => new BenchError('RUN_FAILED', message, {});
