import type { AccountId, Hex } from './ids.ts';
import type { WindowBounds } from './parameters.ts';

/** A parameter's value as the chain stores it: planck, blocks, a share in parts, a number, or both ends of a window. */
export type ParameterValue = bigint | number | WindowBounds;

/** One parameter set anew. */
export interface ParameterChange {
  /** As the runtime spells it: `Marketplace`. */
  readonly pallet: string;
  /** As the runtime spells it: `Commission`. */
  readonly name: string;
  /** null: back to its default. */
  readonly value: ParameterValue | null;
}

/** A motion that the council votes on. */
export interface Motion {
  /** Of its call; tells it from others. */
  readonly hash: Hex;
  readonly index: number;
  /** Members that must be in favour. */
  readonly threshold: number;
  readonly ayes: readonly AccountId[];
  readonly nays: readonly AccountId[];
  /** Block after which anybody may close it, however many have voted. */
  readonly end: number;
  /** `pallet.call` of what would be done. */
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Length of the encoded call in bytes. */
  readonly length: number;
  /** When the call sets a parameter, and does nothing else. */
  readonly change: ParameterChange | null;
}

/** Who decides, and about what. */
export interface Council {
  readonly members: readonly AccountId[];
  /** Newest first. */
  readonly motions: readonly Motion[];
}
