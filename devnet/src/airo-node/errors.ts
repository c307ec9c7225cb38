import { AiroError } from '@airo/program';

export type AiroNodeCode =
  /** There is no such binary, or it can't be run. Build it with `npm run build:node`. */
  | 'BINARY_MISSING'
  /** The node ended, or made no block, before it was ready. */
  | 'NODE_NOT_READY'
  /** The node ended by itself. */
  | 'NODE_ENDED';

/** Why airo-node can't start or go on. */
export class AiroNodeError extends AiroError<AiroNodeCode, Readonly<Record<string, unknown>>> {}
